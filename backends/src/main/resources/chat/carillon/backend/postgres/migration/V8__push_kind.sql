-- Which queue a device is told from: the kind of its target. What was planned before is told from the default one, except
-- what is to be sent now.
ALTER TABLE push_device ADD COLUMN kind text NOT NULL DEFAULT 'webpush';

UPDATE push_device AS p
SET kind = coalesce((SELECT d.target::json ->> 'kind'
                     FROM device AS d
                     WHERE d.user_id = p.user_id AND d.device = p.device), 'webhook')
WHERE p.state IN ('due', 'withdraw_due');

DROP INDEX push_device_due;
CREATE INDEX push_device_due ON push_device (kind, due_at) WHERE state IN ('due', 'withdraw_due');

-- Lets a start skip the migrations when there is nothing to migrate.
UPDATE meta SET value = '8' WHERE name = 'schema';
