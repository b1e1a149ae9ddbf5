"""Reading what people bring: workbooks with frameworks, workbooks with answers."""
