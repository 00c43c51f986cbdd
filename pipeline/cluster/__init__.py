"""The same run on many machines: `pismo extract s3://bucket/letters --engine ray`.

    address     where the letters lie: a folder, or any address that fsspec knows
    work        what the cluster does: hash, read, gather, make rows; functions of the local run, on blocks of letters
    parts       Parquet in the output folder: what was read, and which of it stands
    ray_engine  blocks over actors that hold the models
    who         tallies of all parts, summed by DuckDB, become the registry
    views       the tables, in order: CSV, the workbook, the store
    run         the way from one to the other

Everything that is decided for one letter is decided by the code that a local run uses, and so are the account of the
files and the registry; the cluster only carries. The output folder must be one that all machines see.
"""
