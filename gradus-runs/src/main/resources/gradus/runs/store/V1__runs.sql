-- The first schema of the store, for SQLite and PostgreSQL alike. Times are milliseconds since 1970 in UTC,
-- and a value that is not a number is null, since SQLite has no NaN. A semicolon at the end of a line ends a
-- statement, even in a comment.

create table run (
  run_key bigint not null primary key,
  id text not null unique,
  name text not null,
  folder text,
  parent text,
  command text not null,
  gradus text not null,
  network text not null,
  data text not null,
  data_digest text not null,
  begun bigint not null,
  status text not null,
  updated bigint not null,
  seconds double precision not null,
  error text,
  revision bigint not null
);

create index run_begun on run (begun);

create index run_folder on run (folder);

create table setting (
  run_key bigint not null references run on delete cascade,
  name text not null,
  content text not null,
  number double precision,
  primary key (run_key, name)
);

create table environment (
  run_key bigint not null references run on delete cascade,
  name text not null,
  content text not null,
  primary key (run_key, name)
);

create table metric (
  run_key bigint not null references run on delete cascade,
  number bigint not null,
  name text not null,
  latest double precision,
  least double precision,
  greatest double precision,
  points bigint not null,
  primary key (run_key, number),
  unique (run_key, name)
);

create table point (
  run_key bigint not null references run on delete cascade,
  number bigint not null,
  metric bigint not null,
  step bigint not null,
  epoch bigint not null,
  value double precision,
  time bigint not null,
  primary key (run_key, number)
);

create table note (
  run_key bigint not null references run on delete cascade,
  number bigint not null,
  time bigint not null,
  content text not null,
  primary key (run_key, number)
);

create table artefact (
  run_key bigint not null references run on delete cascade,
  name text not null,
  bytes bigint not null,
  primary key (run_key, name)
);
