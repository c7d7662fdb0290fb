# 台账。一次装好并处理语料:make extract。一次装好并跑完测试:make test。

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := output
PATHS := corpus

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev setup-tests extract compare review show scores schema dictionary test check bench fuzz lock screenshots clean

help: ## 列出全部目标
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.runtime ## 装好运行环境,得到 .venv/bin/taizhang

setup-dev: $(VENV)/.development ## 另装测试、检查用的工具

setup-tests: ## 装测试要用的系统软件(需要 root 和 apt;没有就跳过并说明)
	@sh .ci/system-packages

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更新:make PYTHON=python3.11 setup"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "安装依赖(第一次约一分钟)……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.development: requirements-dev.lock $(VENV)/.runtime
	@echo "安装测试工具……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

extract: setup ## 处理 corpus/ 里新增或改动过的报告,结果在 output/
	@$(BIN)/taizhang extract $(PATHS) --out $(OUT) $(ARGS)

compare: extract ## 同一机构各年报告逐年对照
	@$(BIN)/taizhang compare --out $(OUT) $(ARGS)

review: extract ## 打开核对页面
	@$(BIN)/taizhang review --out $(OUT) $(ARGS)

show: setup ## 看一句话的每一层:make show FILE=corpus/某报告.txt ARGS='--find 学位'
	@$(BIN)/taizhang show $(FILE) $(ARGS)

scores: setup ## 用 tests/truth/ 的人工答案打分
	@$(BIN)/taizhang scores $(ARGS)

schema: setup ## 由记录类型重新生成 docs/bundle.schema.json
	@$(BIN)/taizhang schema --out docs/bundle.schema.json

dictionary: setup ## 重新生成 docs/data_dictionary.md
	@$(BIN)/python -c 'from pathlib import Path; from pipeline.data.dictionary import dictionary; \
	  Path("docs/data_dictionary.md").write_text(dictionary(), "utf-8")'

test: setup-dev ## 跑全部测试
	@$(BIN)/python -m pytest -n auto $(ARGS)

check: setup-dev ## 代码规范、类型、模块边界
	@$(BIN)/ruff check pipeline extractors tests bench
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/test_walls.py

bench: setup-dev ## 量速度和正确率,与同类软件比,打印一张表
	@$(BIN)/python -m bench $(ARGS)

fuzz: setup-dev ## 长时间的随机输入测试
	@TAIZHANG_FUZZ=1 $(BIN)/python -m pytest -m fuzz $(ARGS)

screenshots: setup-dev extract ## 给网页拍照并量快慢(要 Chromium),README 用的两张写进 docs/images/
	@$(BIN)/python -m tests.page.take_screenshots $(OUT)/bundles/ouhai_2022_2023.json docs/images $(OUT)/screenshots

lock: setup-dev ## 由 pyproject.toml 重新生成两个锁定文件
	@$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --strip-extras --allow-unsafe --no-header --build-deps-for editable \
	  --output-file requirements.lock pyproject.toml
	@$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --strip-extras --allow-unsafe --no-header --build-deps-for editable --all-extras \
	  --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

clean: ## 删去 output/ 里的全部结果
	@find $(OUT) -mindepth 1 -not -name README.md -delete
