"""Files that leave: the inventory as workbook and table."""
