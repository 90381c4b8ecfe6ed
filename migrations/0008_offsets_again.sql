-- A topic that was deleted and made anew counts its offsets from 0 again, and what is rejected there must not meet
-- what was rejected under the same offset before.
alter table rig.rejected_message
    drop constraint rejected_message_pkey,
    add primary key (stream, kafka_partition, kafka_offset, received_at);
