"""The commands of `taizhang`, one module each; the table is `pipeline.cli.COMMANDS`."""
