"""Files that come back: workbooks with an inventory."""
