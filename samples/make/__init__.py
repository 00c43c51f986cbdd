"""The maker of sample documents: one YAML source in, one document and one gold record out.

source.py (YAML -> Source) -> docx.py | pdf.py | text.py | html.py (Source -> bytes)
                           -> gold.py (Source -> record) -> check.py (record against the text)
"""
