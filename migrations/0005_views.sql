-- The views other tools read: part of the product's interface, the tables under them are not.

-- 0 good, 1 uncertain, 2 bad, by the program's reason numbers (core/domain/quality.h).
create function rig.quality_rank(reason smallint) returns integer
    language sql immutable parallel safe
as $$ select case when reason = 0 then 0 when reason in (1, 2, 3, 4) then 1 else 2 end $$;

create function rig.quality_word(rank integer) returns text
    language sql immutable parallel safe
as $$ select case rank when 0 then 'good' when 1 then 'uncertain' else 'bad' end $$;

create view public.rig_messages as
select m.id                                         as machine,
       r.at,
       r.received_at,
       rig.quality_word(rig.quality_rank(r.quality)) as quality,
       t.topic,
       r.kafka_partition,
       r.kafka_offset
from rig.reading r
join rig.machine m on m.number = r.machine
join rig.stream t on t.number = r.stream;

create view public.rig_readings as
select m.id                       as machine,
       s.sensor,
       r.at,
       r.sensor_values[s.slot + 1] as value,
       n.unit,
       rig.quality_word(greatest(rig.quality_rank(r.quality),
                                 rig.quality_rank(coalesce(r.value_quality[s.slot + 1], 0::smallint))))
                                  as quality,
       t.topic,
       r.kafka_partition,
       r.kafka_offset
from rig.reading r
join rig.machine m on m.number = r.machine
join rig.slot s on s.machine = r.machine
join rig.sensor n on n.name = s.sensor
join rig.stream t on t.number = r.stream
where r.sensor_values[s.slot + 1] is not null;

create view public.rig_rejected as
select t.topic, x.kafka_partition, x.kafka_offset, x.received_at, x.reason, x.payload
from rig.rejected_message x
join rig.stream t on t.number = x.stream;
