"""Views for the questions people ask. Plain SQL that SQLite and PostgreSQL both read."""

from __future__ import annotations

VIEWS: dict[str, str] = {
    # 分年目标:每条目标连同指标、口径、语气与原文位置
    "targets_by_year": """
        SELECT d.issuer, s.period, s.indicator_id, s.indicator_name, s.facets_award_level, s.facets_stage,
               s.value, s.upper, s.unit, s.bound, s.modality, s.text, s.source_id, s.id AS statement_id,
               s.start AS start_offset, s."end" AS end_offset
        FROM statements s JOIN documents d ON d.source_id = s.source_id AND d.id = s.document_id
        WHERE s.role = 'target' AND s.repeats IS NULL
    """,
    # 结果与目标并列:同一发文机关、同一指标、同一年份(不作判定,判定见年度对照)
    "results_against_targets": """
        SELECT td.issuer, t.period, t.indicator_id, t.indicator_name, t.unit,
               t.value AS target_value, t.bound AS target_bound, t.modality AS target_modality,
               r.value AS result_value, r.bound AS result_bound,
               t.source_id AS target_source, t.id AS target_statement_id,
               r.source_id AS result_source, r.id AS result_statement_id
        FROM statements t
        JOIN documents td ON td.source_id = t.source_id AND td.id = t.document_id
        LEFT JOIN (
            SELECT s.*, d.issuer FROM statements s
            JOIN documents d ON d.source_id = s.source_id AND d.id = s.document_id
            WHERE s.role = 'result' AND s.repeats IS NULL
        ) r ON r.indicator_id = t.indicator_id AND r.period = t.period AND r.issuer = td.issuer
            AND r.unit = t.unit
            AND COALESCE(r.facets_award_level, '') = COALESCE(t.facets_award_level, '')
            AND COALESCE(r.facets_stage, '') = COALESCE(t.facets_stage, '')
            AND COALESCE(r.facets_batch, '') = COALESCE(t.facets_batch, '')
        WHERE t.role = 'target' AND t.repeats IS NULL AND t.indicator_id IS NOT NULL
    """,
    # 学校与其事项:一校一事一行
    "school_events": """
        SELECT c.id AS school_id, c.name AS school, c.level, c.town, p.name AS project, p.stage, p.period,
               p.modality, p.event_text, p.source_id, p.id AS project_id, p.start AS start_offset
        FROM schools c JOIN projects p ON p.source_id = c.source_id AND p.school_id = c.id
    """,
    # 承诺按力度与可核验性计数
    "commitments_by_strength": """
        SELECT d.issuer, d.period, c.modality, c.verifiability, COUNT(*) AS commitments
        FROM commitments c JOIN documents d ON d.source_id = c.source_id AND d.id = c.document_id
        WHERE c.repeats IS NULL
        GROUP BY d.issuer, d.period, c.modality, c.verifiability
    """,
    # 待处理的核对意见,连同第一处原文
    "findings_open": """
        SELECT f.source_id, f.id AS finding_id, f.severity, f.code, f.message, f.computation, f.suggestion,
               e.text AS first_quotation, e.start AS start_offset
        FROM findings f
        LEFT JOIN finding_evidence e
            ON e.source_id = f.source_id AND e.finding_id = f.id AND e.ordinal = 0
    """,
}
