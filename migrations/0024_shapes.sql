-- A model of its own that a machine has on the floor: the name of a file, null for the usual one.
alter table rig.machine add column shape text;
