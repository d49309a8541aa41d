"""JSON Schema and Table Schema of the data files, against the readers that judge them and the tools that use them."""
