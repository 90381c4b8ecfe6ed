-- What the other sensors of a machine foretell of those that the floor shows: [{"sensor": ..., "expected": ...,
-- "deviation": ...}], as of expected_at. A program that does not know it leaves it behind `at`, and then it is not shown.
alter table rig.machine_score add column expected jsonb not null default '[]';
alter table rig.machine_score add column expected_at timestamptz;
