/** What the value of an option is. */
export type Holds =
  | 'password'
  /** `user:password`; what stands between the two is the separator. */
  | { readonly separator: ':' | '%' | ',' | '/' }
  /** `pass:password`, in addition to `env:NAME` and `file:PATH`. */
  | 'source'
  /** `Name: value`. */
  | 'header';

/** Options of programs that take a password under a name that does not say so. */
export interface ClientOption {
  /** Names of the programs. */
  readonly clients: readonly string[];
  /** A letter: `-p`. */
  readonly short?: string;
  /** Letters that may stand before it in one word, since they take no value: `-sSu`. */
  readonly switches?: string;
  /** Whole words: `--user`, `-storepass`. A value behind `=` counts as the next word does. */
  readonly long?: readonly string[];
  /** Where the value of the letter is; both, unless told. `mysql -p word` prompts for a password, and reads `word` as a database. */
  readonly value?: 'joined' | 'next';
  readonly holds?: Holds;
  /** Subcommands, of which one has to stand before the option: `docker login -p`, but `docker run -p`. */
  readonly within?: readonly string[];
}

/** Programs that take a password as a word without an option. */
export interface ClientWord {
  readonly clients: readonly string[];
  /** The words that it follows, in this order; letters of any case. */
  readonly after: readonly string[];
  /** Which of the words behind these, those that are no options; the first is 1. */
  readonly word: number | 'last';
  readonly holds?: Holds;
}

const list = (text: string) => text.split(' ');
const COLON: Holds = { separator: ':' };

const MYSQL =
  'mysql mysqladmin mysqlbinlog mysqlcheck mysqldump mysqlimport mysqlpump mysqlshow mysqlslap mysql_upgrade mysqlsh mysqld_multi '
  + 'mariadb mariadb-admin mariadb-backup mariadb-binlog mariadb-check mariadb-dump mariadb-import mariadb-show mariadb-slap '
  + 'mariadb-upgrade mariabackup xtrabackup innobackupex mytop';
const CONTAINERS = 'docker podman nerdctl buildah skopeo oras crane regctl helm finch';

/** Sources: the manuals of the programs. */
export const CLIENT_OPTIONS: readonly ClientOption[] = [
  { clients: list(MYSQL), short: 'p', switches: 'ABCEGHLNUXbcfinoqrstvwVW', value: 'joined' },
  { clients: list('mydumper myloader mycli pt-archiver pt-heartbeat pt-kill pt-online-schema-change pt-query-digest'), short: 'p' },
  { clients: list('mongo mongosh mongodump mongoexport mongofiles mongoimport mongorestore mongostat mongotop'), short: 'p' },
  { clients: list('redis-cli redis-benchmark valkey-cli valkey-benchmark keydb-cli memtier_benchmark'), short: 'a', value: 'next' },
  { clients: list('curl'), short: 'u', switches: '#0123456GIJLMNORSVafgijklnpqsv', long: ['--user'], holds: COLON },
  { clients: list('curl'), short: 'U', switches: '#0123456GIJLMNORSVafgijklnpqsv', long: ['--proxy-user'], holds: COLON },
  { clients: list('curl'), short: 'E', switches: '#0123456GIJLMNORSVafgijklnpqsv', long: ['--cert'], holds: COLON },
  { clients: list('curl'), short: 'H', switches: '#0123456GIJLMNORSVafgijklnpqsv', long: ['--header', '--proxy-header'], holds: 'header' },
  { clients: list('curl'), long: ['--oauth2-bearer'] },
  { clients: list('wget wget2'), long: ['--header'], holds: 'header' },
  { clients: list('http https xh'), short: 'a', long: ['--auth'], holds: COLON },
  { clients: list('ab'), short: 'A', switches: 'dhiklqrSvV', holds: COLON },
  { clients: list('ab'), short: 'P', switches: 'dhiklqrSvV', holds: COLON },
  { clients: list('ab hey wrk bombardier'), short: 'H', holds: 'header' },
  { clients: list('hey'), short: 'a', value: 'next', holds: COLON },
  { clients: list('sshpass'), short: 'p', switches: 'vh' },
  { clients: list('plink pscp psftp putty nodetool'), long: ['-pw'] },
  {
    clients: list('ldapadd ldapcompare ldapdelete ldapexop ldapmodify ldapmodrdn ldappasswd ldapsearch ldapurl ldapwhoami'),
    short: 'w',
    switches: 'ACcILMNnQvxZ',
  },
  { clients: list('ldappasswd'), short: 's', switches: 'ACcILMNnQvxZ' },
  { clients: list('ldappasswd'), short: 'a', switches: 'ACcILMNnQvxZ' },
  { clients: list('net rpcclient smbcacls smbclient smbget smbtree wmic'), short: 'U', holds: { separator: '%' } },
  { clients: list('net rpcclient smbclient smbget smbtree'), long: ['--user'], holds: { separator: '%' } },
  { clients: list('smbmap crackmapexec netexec evil-winrm'), short: 'p', value: 'next' },
  { clients: list('rabbitmqadmin rabbitmqadmin.py couchbase-cli cbq cbbackupmgr cbbackup cbrestore cqlsh cypher-shell'), short: 'p' },
  { clients: list('beeline'), short: 'p', value: 'next' },
  { clients: list('sqlcmd bcp osql isql tsql mssql-cli'), short: 'P' },
  { clients: list('mosquitto_pub mosquitto_sub mosquitto_rr ipmitool ipmipower ipmiconsole'), short: 'P' },
  { clients: list('zip unzip'), short: 'P', switches: 'abcdefghjklmnopqruvxyz' },
  { clients: list('7z 7za 7zr 7zz'), short: 'p', value: 'joined' },
  { clients: list('rar unrar'), short: 'p', value: 'joined' },
  { clients: list('snmpget snmpwalk snmpbulkwalk snmpgetnext snmpset snmptrap snmpstatus'), short: 'A' },
  { clients: list('snmpget snmpwalk snmpbulkwalk snmpgetnext snmpset snmptrap snmpstatus'), short: 'X' },
  { clients: list('lftp'), short: 'u', holds: { separator: ',' } },
  { clients: list('lftp'), long: ['--user'], holds: { separator: ',' } },
  { clients: list('ncftpget ncftpput ncftpls ncftp'), short: 'p' },
  { clients: list('openssl'), long: ['-pass', '-passin', '-passout', '-password'], holds: 'source' },
  { clients: list('openssl'), long: ['-k'], within: ['enc'] },
  {
    clients: list('keytool jarsigner'),
    long: ['-storepass', '-keypass', '-srcstorepass', '-deststorepass', '-srckeypass', '-destkeypass', '-new'],
  },
  { clients: list(CONTAINERS), short: 'p', within: ['login'] },
  {
    clients: [...list(CONTAINERS), 'crictl', 'ctr'],
    long: ['--creds', '--src-creds', '--dest-creds', '--from-creds', '--to-creds'],
    holds: COLON,
  },
  { clients: list('ctr'), short: 'u', long: ['--user'], within: ['pull', 'push'], holds: COLON },
  { clients: list('az oc cf ibmcloud'), short: 'p', within: ['login'] },
  { clients: list('influx'), short: 'p', within: ['setup', 'v1', 'user'] },
  { clients: list('influx'), short: 't', value: 'next' },
  { clients: list('etcdctl'), long: ['--user'], holds: COLON },
  { clients: list('elasticsearch-users'), short: 'p', within: ['useradd', 'passwd'] },
  { clients: list('java'), long: ['-auth'], holds: COLON },
  { clients: list('useradd usermod'), short: 'p', switches: 'mMrNUogDl' },
];

/** Sources: the manuals of the programs. */
export const CLIENT_WORDS: readonly ClientWord[] = [
  { clients: list('rabbitmqctl'), after: ['add_user'], word: 2 },
  { clients: list('rabbitmqctl'), after: ['change_password'], word: 2 },
  { clients: list('rabbitmqctl'), after: ['authenticate_user'], word: 2 },
  { clients: list('mc mcli'), after: ['alias', 'set'], word: 4 },
  { clients: list('mc mcli'), after: ['config', 'host', 'add'], word: 4 },
  { clients: list('mc mcli'), after: ['admin', 'user', 'add'], word: 3 },
  { clients: list('vault bao'), after: ['login'], word: 1 },
  { clients: list('vault bao'), after: ['operator', 'unseal'], word: 1 },
  { clients: list('aws'), after: ['configure', 'set', 'aws_secret_access_key'], word: 1 },
  { clients: list('aws'), after: ['configure', 'set', 'aws_session_token'], word: 1 },
  { clients: list('neo4j-admin'), after: ['set-initial-password'], word: 1 },
  { clients: list('grafana-cli grafana'), after: ['reset-admin-password'], word: 1 },
  { clients: list('redis-cli valkey-cli keydb-cli'), after: ['auth'], word: 'last' },
  { clients: list('redis-cli valkey-cli keydb-cli'), after: ['config', 'set', 'requirepass'], word: 1 },
  { clients: list('redis-cli valkey-cli keydb-cli'), after: ['config', 'set', 'masterauth'], word: 1 },
  { clients: list('sqlplus expdp impdp exp imp sqlldr rman'), after: [], word: 1, holds: { separator: '/' } },
  { clients: list('zkCli.sh zookeeper-shell zookeeper-shell.sh'), after: ['addauth', 'digest'], word: 1, holds: COLON },
  { clients: list('wpa_passphrase'), after: [], word: 2 },
  { clients: list('mysqladmin mariadb-admin'), after: ['password'], word: 1 },
  { clients: list('cf'), after: ['auth'], word: 2 },
];
