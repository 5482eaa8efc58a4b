// answers nothing: places of one cell of the coarse grid are found by it
CREATE INDEX location_area IF NOT EXISTS FOR (n:Location) ON (n.area)
