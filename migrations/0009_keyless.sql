-- Who judges a topic. Where producers set no key one machine's readings lie in several partitions, and what the
-- judge remembers of that machine must be one: the topic is marked, and only the holder judges it, all of it.
-- A judge's transaction locks the row of its topic (for share), so a mark or a change of holder waits for what has
-- begun; and it writes nothing where the term is not the one by which its batch was judged. The row is small and its
-- holder renews it every other second, so its page keeps room for new versions (HOT).
create table rig.judge_lease (
    stream        integer primary key references rig.stream (number),
    term          bigint not null default 0, -- goes up with every mark and every change of holder
    keyless_since timestamptz,
    holder        text,
    held_until    timestamptz,
    check ((holder is null) = (held_until is null)),
    check (holder is null or keyless_since is not null)
) with (fillfactor = 20);
