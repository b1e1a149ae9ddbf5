"""Pages of those who deliver: new data sets, files, columns, reports, versions, connections."""
