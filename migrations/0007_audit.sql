-- Every command: who, what, before and after, and what the person was told. Rows come only through append_audit,
-- in the transaction of the change, and stay. `outcome` is 'done' or why it was refused.
create table rig.audit_record (
    id             bigint generated always as identity primary key,
    command_id     uuid not null unique,
    at             timestamptz not null default clock_timestamp(),
    username       text not null check (username <> '' and length(username) <= 200),
    role           text not null,
    user_agent     text not null check (length(user_agent) <= 500),
    action_type    text not null,
    resource_type  text not null,
    resource_id    text,
    previous_state jsonb not null,
    new_state      jsonb not null,
    outcome        text not null,
    answer         text not null
);

-- The owner too: whoever wants to change the past has to take this away first, which shows.
create function rig.refuse_audit_change() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception 'the audit is append-only: its records are never changed and never deleted'
        using errcode = 'insufficient_privilege';
end
$$;

create trigger append_only before update or delete or truncate on rig.audit_record
    for each statement execute function rig.refuse_audit_change();

create function rig.append_audit(command_id uuid, username text, role text, user_agent text, action_type text,
                                 resource_type text, resource_id text, previous_state jsonb, new_state jsonb,
                                 outcome text, answer text) returns bigint
    language sql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
    insert into rig.audit_record (command_id, username, role, user_agent, action_type, resource_type, resource_id,
                                  previous_state, new_state, outcome, answer)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    returning id
$$;

revoke all on function rig.append_audit(uuid, text, text, text, text, text, text, jsonb, jsonb, text, text)
    from public;
