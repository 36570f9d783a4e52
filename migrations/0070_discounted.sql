-- Why an attempt says nothing of how its step does by itself (an inject was drawn at it, or nobody knows that it really ran): no estimate uses it.
ALTER TABLE split ADD COLUMN discounted TEXT;
