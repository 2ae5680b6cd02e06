// Sources: MySQL 8.4 Reference Manual, "Keywords and Reserved Words" (the reserved ones); MariaDB's
// list is a part of it; PostgreSQL 17 documentation, appendix C (the reserved ones). Users and
// databases of RDS itself are from its user guide.
#include "services/rds/reserved_words.h"

#include <string>

#include "btsinfra/services/database.h"

#include "services/names.h"

namespace btsinfra {
namespace {

// Each list in one text, between blanks.

// Of MySQL and MariaDB alike.
constexpr std::string_view mysql_words =
    " "
    "accessible add all alter analyze and as asc asensitive before between bigint binary blob "
    "both by call cascade case change char character check collate column condition constraint "
    "continue convert create cross current_date current_time current_timestamp current_user "
    "cursor database databases day_hour day_microsecond day_minute day_second dec decimal "
    "declare default delayed delete desc describe deterministic distinct distinctrow div double "
    "drop dual each else elseif enclosed escaped except exists exit explain false fetch float "
    "float4 float8 for force foreign from fulltext grant group having high_priority "
    "hour_microsecond hour_minute hour_second if ignore in index infile inner inout insensitive "
    "insert int int1 int2 int3 int4 int8 integer intersect interval into is iterate join key "
    "keys kill leading leave left like limit linear lines load localtime localtimestamp lock "
    "long longblob longtext loop low_priority master_ssl_verify_server_cert match maxvalue "
    "mediumblob mediumint mediumtext middleint minute_microsecond minute_second mod modifies "
    "natural no_write_to_binlog not null numeric on optimize option optionally or order out "
    "outer outfile over partition precision primary procedure purge range read read_write reads "
    "real recursive references regexp release rename repeat replace require resignal restrict "
    "return revoke right rlike row_number rows schema schemas second_microsecond select "
    "sensitive separator set show signal smallint spatial specific sql sql_big_result "
    "sql_calc_found_rows sql_small_result sqlexception sqlstate sqlwarning ssl starting "
    "straight_join table terminated then tinyblob tinyint tinytext to trailing trigger true "
    "undo union unique unlock unsigned update usage use using utc_date utc_time utc_timestamp "
    "values varbinary varchar varcharacter varying when where while window with write xor "
    "year_month zerofill ";

// Reserved since MySQL 5.7 and 8.0, but not by MariaDB.
constexpr std::string_view mysql_only_words =
    " "
    "cube cume_dist dense_rank empty first_value function generated get grouping groups "
    "io_after_gtids io_before_gtids json_table lag last_value lateral lead manual master_bind "
    "nth_value ntile of optimizer_costs parallel percent_rank qualify rank row stored system "
    "tablesample virtual ";

constexpr std::string_view postgres_words =
    " "
    "all analyse analyze and any array as asc asymmetric authorization binary both case cast "
    "check collate collation column concurrently constraint create cross current_catalog "
    "current_date current_role current_schema current_time current_timestamp current_user "
    "default deferrable desc distinct do else end except false fetch for foreign freeze from "
    "full grant group having ilike in initially inner intersect into is isnull join lateral "
    "leading left like limit localtime localtimestamp natural not notnull null offset on only "
    "or order outer overlaps placing primary references returning right select session_user "
    "similar some symmetric system_user table tablesample then to trailing true union unique "
    "user using variadic verbose when where window with ";

// Users that RDS makes for itself.
constexpr std::string_view rds_users =
    " "
    "rdsadmin rdsrepladmin rdstopmgr rds_superuser rds_replication rds_iam rds_password "
    "rdsproxyadmin ";
// PostgreSQL on RDS refuses this one too ("reserved word used by the engine").
constexpr std::string_view postgres_users = " admin ";

constexpr std::string_view mysql_databases =
    " mysql information_schema performance_schema sys innodb tmp ";
constexpr std::string_view postgres_databases = " db rdsadmin template0 template1 ";

bool among(std::string_view words, const std::string& word) {
  return words.find(" " + word + " ") != std::string_view::npos;
}

bool reserved_by_engine(DatabaseEngine engine, const std::string& word) {
  switch (engine) {
    case DatabaseEngine::Mysql:
      return among(mysql_words, word) || among(mysql_only_words, word);
    case DatabaseEngine::Mariadb:
      return among(mysql_words, word);
    case DatabaseEngine::Postgres:
      return among(postgres_words, word);
  }
  return false;
}

}  // namespace

bool reserved_for_user(DatabaseEngine engine, std::string_view word) {
  const std::string lower = lower_case(word);
  if (reserved_by_engine(engine, lower) || among(rds_users, lower)) return true;
  return engine == DatabaseEngine::Postgres &&
         (among(postgres_users, lower) || lower.starts_with("pg_"));
}

bool reserved_for_database(DatabaseEngine engine, std::string_view word) {
  const std::string lower = lower_case(word);
  if (reserved_by_engine(engine, lower)) return true;
  return among(engine == DatabaseEngine::Postgres ? postgres_databases : mysql_databases, lower);
}

}  // namespace btsinfra
