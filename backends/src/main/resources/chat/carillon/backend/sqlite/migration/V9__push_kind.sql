-- Which queue a device is told from: the kind of its target. What was planned before is told from the default one, except
-- what is to be sent now.
ALTER TABLE push_device ADD COLUMN kind TEXT NOT NULL DEFAULT 'webpush';

UPDATE push_device
SET kind = coalesce((SELECT d.target ->> 'kind'
                     FROM device AS d
                     WHERE d.user = push_device.user AND d.device = push_device.device), 'webhook')
WHERE state IN ('due', 'withdraw_due');

DROP INDEX push_device_due;
CREATE INDEX push_device_due ON push_device (kind, due_at) WHERE state IN ('due', 'withdraw_due');

PRAGMA user_version = 9;
