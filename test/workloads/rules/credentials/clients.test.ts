import { literalCredentials } from '../../../../src/workloads/rules/credentials/literal-credentials';
import { findings } from '../../../support/findings';
import { withContainer } from '../../../support/pods';

const P = 'S3cr3tPa55';

/** Programs, and what each of them takes a password as. */
const ROWS: readonly (readonly [programs: string, words: readonly string[]])[] = [
  ['mysql mysqladmin mysqlbinlog mysqlcheck mysqldump mysqlimport mysqlpump mysqlshow mysqlslap mysql_upgrade mysqlsh', [`-Bp${P}`]],
  ['mysqld_multi mariadb mariadb-admin mariadb-backup mariadb-binlog mariadb-check mariadb-dump mariadb-import', [`-p${P}`]],
  ['mariadb-show mariadb-slap mariadb-upgrade mariabackup xtrabackup innobackupex mytop', [`-p${P}`]],
  ['mydumper myloader mycli pt-archiver pt-heartbeat pt-kill pt-online-schema-change pt-query-digest', [`-p ${P}`, `-p${P}`]],
  ['mongo mongosh mongodump mongoexport mongofiles mongoimport mongorestore mongostat mongotop', [`-p ${P}`]],
  ['redis-cli redis-benchmark valkey-cli valkey-benchmark keydb-cli memtier_benchmark', [`-a ${P}`]],
  ['curl', [`-u a:${P}`, `-sSU a:${P}`, `-sE /a.pem:${P}`, `-sH X-Api-Key:${P}`, `--cert /a.pem:${P}`, `--proxy-user a:${P}`]],
  ['curl', [`--oauth2-bearer ${P}`, `--header X-Api-Key:${P}`, `--proxy-header X-Api-Key:${P}`]],
  ['wget wget2', [`--header=X-Api-Key:${P}`]],
  ['http https xh', [`-a a:${P} x`, `--auth=a:${P} x`]],
  ['ab', [`-kA a:${P} http://a/`, `-kP a:${P} http://a/`]],
  ['ab hey wrk bombardier', [`-H X-Api-Key:${P}`]],
  ['hey', [`-a a:${P}`]],
  ['sshpass', [`-p ${P} ssh a@b`, `-vp ${P} ssh a@b`]],
  ['plink pscp psftp putty nodetool', [`-pw ${P}`]],
  ['ldapadd ldapcompare ldapdelete ldapexop ldapmodify ldapmodrdn ldappasswd ldapsearch ldapurl ldapwhoami', [`-xw ${P}`]],
  ['ldappasswd', [`-xs ${P}`, `-xa ${P}`]],
  ['net rpcclient smbcacls smbclient smbget smbtree wmic', [`-U a%${P}`]],
  ['net rpcclient smbclient smbget smbtree', [`--user=a%${P}`]],
  ['smbmap crackmapexec netexec evil-winrm beeline', [`-p ${P}`]],
  ['rabbitmqadmin rabbitmqadmin.py couchbase-cli cbq cbbackupmgr cbbackup cbrestore cqlsh cypher-shell', [`-p ${P}`]],
  ['sqlcmd bcp osql isql tsql mssql-cli mosquitto_pub mosquitto_sub mosquitto_rr ipmitool ipmipower ipmiconsole', [`-P ${P}`]],
  ['zip unzip', [`-rP ${P} a.zip`]],
  ['7z 7za 7zr 7zz rar unrar', [`x -p${P} a`]],
  ['snmpget snmpwalk snmpbulkwalk snmpgetnext snmpset snmptrap snmpstatus', [`-A ${P}`, `-X ${P}`]],
  ['lftp', [`-u a,${P} ftp://a`, `--user a,${P} ftp://a`]],
  ['ncftpget ncftpput ncftpls ncftp', [`-p ${P}`]],
  ['openssl', [`rsa -passin pass:${P}`, `rsa -passout pass:${P}`, `enc -pass pass:${P}`, `dgst -password pass:${P}`, `enc -k ${P}`]],
  ['keytool jarsigner', [`-storepass ${P}`, `-keypass ${P}`, `-srcstorepass ${P}`, `-deststorepass ${P}`, `-srckeypass ${P}`]],
  ['keytool', [`-destkeypass ${P}`, `-new ${P}`]],
  ['docker podman nerdctl buildah skopeo oras crane regctl helm finch', [`login -u a -p ${P}`, `pull --creds a:${P} x`]],
  ['skopeo crictl ctr', [`--src-creds a:${P}`, `--dest-creds a:${P}`, `--from-creds a:${P}`, `--to-creds a:${P}`, `--creds=a:${P}`]],
  ['ctr', [`image pull -u a:${P} x`, `image push --user a:${P} x`]],
  ['az oc cf ibmcloud', [`login -u a -p ${P}`]],
  ['influx', [`setup -p ${P}`, `v1 auth create -p ${P}`, `user create -p ${P}`, `query -t ${P}`]],
  ['etcdctl', [`--user root:${P} get x`]],
  ['elasticsearch-users', [`useradd a -p ${P}`, `passwd a -p ${P}`]],
  ['java', [`-auth a:${P} -jar x.jar`]],
  ['useradd usermod', [`-mp ${P} a`]],
  ['rabbitmqctl', [`add_user a ${P}`, `change_password a ${P}`, `authenticate_user a ${P}`]],
  ['mc mcli', [`alias set s https://a KEY ${P}`, `config host add s https://a KEY ${P}`, `admin user add s a ${P}`]],
  ['vault bao', [`login ${P}`, `operator unseal ${P}`]],
  ['aws', [`configure set aws_secret_access_key ${P}`, `configure set aws_session_token ${P}`]],
  ['neo4j-admin', [`set-initial-password ${P}`, `dbms set-initial-password ${P}`]],
  ['grafana-cli grafana', [`admin reset-admin-password ${P}`]],
  ['redis-cli valkey-cli keydb-cli', [`auth ${P}`, `AUTH a ${P}`, `config set requirepass ${P}`, `config set masterauth ${P}`]],
  ['sqlplus expdp impdp exp imp sqlldr rman', [`a/${P}@db`]],
  ['zkCli.sh zookeeper-shell zookeeper-shell.sh', [`addauth digest a:${P}`]],
  ['wpa_passphrase', [`home ${P}`]],
  ['mysqladmin mariadb-admin', [`password ${P}`]],
  ['cf', [`auth a ${P}`]],
];

const linesOf = (programs: string, words: readonly string[]) =>
  programs.split(' ').flatMap((program) => words.map((rest) => `${program} ${rest}`));
const LINES = ROWS.flatMap((row) => linesOf(...row));

const findingsOf = (command: readonly string[]) => findings(literalCredentials, [withContainer({ command })], {});

test('a password is found in the command line of each program', () => {
  const silent = LINES.filter((line) => findingsOf(line.split(' ')).length !== 1);
  expect(silent).toEqual([]);
});

test('the program is found behind words of the shell and programs that run another', () => {
  const before = [
    '!', '{', 'builtin', 'chroot /a', 'command', 'do', 'doas', 'elif', 'else', 'eval', 'flock /a', 'if', 'kubectl exec a --', 'nsenter',
    'parallel', 'retry', 'runuser -u a', 'ssh a@b', 'strace', 'su a -c', 'then', 'time', 'until', 'wait-for db', 'wait-for-it db', 'watch',
    'while', 'xargs',
  ]; // prettier-ignore
  const silent = before.filter((words) => findingsOf([...words.split(' '), 'lftp', '-u', `a,${P}`]).length !== 1);
  expect(silent).toEqual([]);
});

test.each(
  [
    'openssl rsa -passin env:S3cr3tPa55',
    'openssl rsa -passin file:S3cr3tPa55',
    'openssl rsa -passin pass:',
    'docker run -p 8080:80 nginx',
    'redis-cli -a',
    'curl --oauth2-bearer',
    'curl -u admin',
    'lftp -u admin ftp://a',
    'sqlplus /nolog',
    'ctr run -u 1000:1000 x',
    'az vm -p S3cr3tPa55',
    '7z x -p S3cr3tPa55',
    'redis-cli -aS3cr3tPa55',
  ].map((line) => [line]),
)('%s says no password', (line) => expect(findingsOf(line.split(' '))).toEqual([]));
