// answers nothing: full text of entities, read by graph/store/fulltext.py
CREATE FULLTEXT INDEX entity_text IF NOT EXISTS FOR (n:Entity) ON EACH [n.search]
