-- Run once by a superuser before the first migration. The owner migrates; the functions log in as members of
-- digisos_funksjon, which owns nothing. Set both passwords at once afterwards (ALTER ROLE ... PASSWORD ...).
CREATE ROLE digisos_funksjon NOLOGIN;
CREATE ROLE digisos_eier LOGIN;
CREATE ROLE digisos LOGIN IN ROLE digisos_funksjon;
