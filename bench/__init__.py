"""What taizhang costs and gains, measured beside others in one run: see docs/performance.md."""
