"""What `clienthealth help` and `explain TERM` show: how-to pages and a glossary, as Markdown."""
