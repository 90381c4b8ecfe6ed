grant usage on schema public to rig_reader;
grant select on public.rig_messages, public.rig_readings, public.sensor_readings, public.rig_rejected,
    public.rig_limit_events, public.rig_findings, public.rig_maintenance, public.rig_notes, public.rig_health,
    public.rig_life to rig_reader;
