"""How a class loads its server: many students with human pauses, joins in one second, wrong codes."""
