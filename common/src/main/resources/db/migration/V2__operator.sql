-- Operators act by name through the operators' program: neither an integration nor a person that the exchange knows.
ALTER TABLE audit_rad ADD COLUMN operator text CHECK (operator ~ '^[0-9a-zA-Z._@-]{1,64}$');
