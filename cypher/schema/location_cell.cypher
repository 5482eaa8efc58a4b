// answers nothing: places of one cell of the fine grid are found by it
CREATE INDEX location_cell IF NOT EXISTS FOR (n:Location) ON (n.cell)
