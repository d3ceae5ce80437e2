"""Search over all that is published: German words in every form and inside compounds, alike on both databases.

`documents` says what can be found, `indexing` and `keeping` keep the index, `asking` reads a query, `finding` answers it.
"""
