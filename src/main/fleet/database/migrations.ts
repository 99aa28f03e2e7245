import { randomBytes } from 'node:crypto'
import { PgBoss } from 'pg-boss'
import { ProblemError } from '#shared/problem.ts'
import type { Database, Queryable } from './connect.ts'
import { jobsOptions } from './jobs.ts'

/**
 * The schema, version by version; what was released is never changed. `film_row` is divided by scan, so that a scan is
 * removed in a moment and is vacuumed by itself. `count` has a line for each worker, so that no two of them wait for
 * each other.
 */
const migrations: readonly string[] = [
  `create table fractureguard.secret (name text primary key, bytes bytea not null);

   create table fractureguard.model (
     seal text primary key,
     card bytea not null,
     parts int not null,
     kept_at timestamptz not null default now());
   create table fractureguard.model_part (
     seal text not null references fractureguard.model on delete cascade,
     part int not null,
     bytes bytea not null,
     primary key (seal, part));
   alter table fractureguard.model_part alter column bytes set storage external;

   create table fractureguard.scan (
     id int generated always as identity primary key,
     name text not null unique,
     terms jsonb not null,
     seal text not null references fractureguard.model,
     created_at timestamptz not null default now(),
     cursor jsonb,
     films bigint not null default 0,
     walked_at timestamptz,
     cancelled_at timestamptz,
     finished_at timestamptz);
   create table fractureguard.walked (
     scan_id int not null references fractureguard.scan on delete cascade,
     key text not null,
     primary key (scan_id, key));

   create table fractureguard.film_row (
     scan_id int not null,
     position bigint not null,
     part int not null,
     film text not null,
     error_code text,
     row json not null,
     primary key (scan_id, position, part)) partition by list (scan_id);
   create index film_row_error on fractureguard.film_row (scan_id, error_code) where error_code is not null;

   create table fractureguard.worker (
     id uuid primary key,
     host text not null,
     pid int not null,
     engine text not null,
     program_version text not null,
     started_at timestamptz not null default now(),
     seen_at timestamptz not null default now(),
     left_at timestamptz,
     rates jsonb not null default '{}');
   create table fractureguard.count (
     scan_id int not null references fractureguard.scan on delete cascade,
     worker_id uuid not null,
     name text not null,
     n bigint not null,
     primary key (scan_id, worker_id, name)) with (fillfactor = 50);

   create function fractureguard.begin_scan(wanted int) returns void
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     perform from fractureguard.scan where id = wanted;
     if not found then raise exception 'no such scan'; end if;
     execute format(
       'create table fractureguard.film_row_%s partition of fractureguard.film_row for values in (%s)', wanted, wanted);
   end $$;

   create function fractureguard.remove_scan(unwanted int) returns void
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     perform from fractureguard.scan where id = unwanted;
     if not found then raise exception 'no such scan'; end if;
     execute format('drop table fractureguard.film_row_%s', unwanted);
     delete from fractureguard.scan where id = unwanted;
   end $$;

   revoke execute on all functions in schema fractureguard from public;`,
]

/**
 * Makes the schema, or brings one of an earlier version up to date; also that of the queue. Safe to be called by
 * several at a time and again. Resolves with the version.
 */
export async function prepareDatabase(database: Database): Promise<number> {
  await database.transaction(async (within) => {
    await alone(within)
    await within.query(`create schema if not exists fractureguard`)
    await within.query(
      `create table if not exists fractureguard.migration
         (version int primary key, applied_at timestamptz not null default now())`,
    )
    const version = await versionOf(within)
    if (version > migrations.length) throw new ProblemError('fleet-of-later-version')
    for (let next = version; next < migrations.length; next++) {
      await within.query(migrations[next])
      await within.query(`insert into fractureguard.migration (version) values ($1)`, [next + 1])
    }
    // By which all workers hash patient ids, so that one patient has one hash.
    await within.query(
      `insert into fractureguard.secret (name, bytes) values ('patient-key', $1) on conflict do nothing`,
      [randomBytes(32)],
    )
  })
  await database.transaction(async (within) => {
    await alone(within)
    // On connections of its own.
    const boss = new PgBoss({ ...jobsOptions(database), migrate: true, createSchema: true, supervise: false })
    boss.on('error', () => undefined)
    await boss.start()
    await boss.stop({ graceful: false, close: false })
  })
  return migrations.length
}

/** Until the end of the transaction nobody else prepares this database. */
async function alone(within: Queryable): Promise<void> {
  await within.query(`select pg_advisory_xact_lock(hashtext('fractureguard'))`)
}

/** Rejects with 'wrong-use' where the schema is missing or is of another version. */
export async function requirePrepared(database: Queryable): Promise<void> {
  const version = await versionOf(database)
  if (version > migrations.length) throw new ProblemError('fleet-of-later-version')
  if (version < migrations.length) throw new ProblemError('fleet-not-prepared')
}

async function versionOf(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ version: number | null }>(
    `select max(version) as version from fractureguard.migration`,
  )
  return rows[0].version ?? 0
}
