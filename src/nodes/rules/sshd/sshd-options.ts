import type { AnyRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { sshdOption } from './sshd-option-rule';

const YES_NO = { yes: 'bad', no: 'ok' } as const;

/** Seconds of sshd's notation for times: `30`, `2m`, `1h30m`; undefined when it is none. */
function seconds(text: string): number | undefined {
  if (!/^(?:\d+[smhdw]?)+$/i.test(text)) return undefined;
  const unit: Readonly<Record<string, number>> = { '': 1, 's': 1, 'm': 60, 'h': 3600, 'd': 86_400, 'w': 604_800 };
  return [...text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g)].reduce((sum, [, digits, name]) => sum + Number(digits) * unit[name!]!, 0);
}

function judge(value: number | undefined, ok: (value: number) => boolean): 'ok' | 'bad' | undefined {
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return ok(value) ? 'ok' : 'bad';
}

/** One rule for each option of sshd that opens a node. */
export const sshdOptionRules: readonly AnyRule[] = [
  sshdOption({
    id: 'nodes/sshd-permit-root-login', title: 'Root must not log in over SSH', severity: Severity.HIGH, keyword: 'PermitRootLogin', unset: 'prohibit-password',
    values: { 'no': 'ok', 'yes': 'bad', 'prohibit-password': 'bad', 'without-password': 'bad', 'forced-commands-only': 'bad' },
    good: 'no', bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-password-authentication', title: 'SSH must not take passwords', severity: Severity.HIGH, keyword: 'PasswordAuthentication', unset: 'yes',
    values: YES_NO, good: 'no', bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-kbd-interactive-authentication', title: 'SSH must not ask for passwords interactively', severity: Severity.HIGH, keyword: 'KbdInteractiveAuthentication', unset: 'yes',
    aliases: ['challengeresponseauthentication', 'skeyauthentication'], values: YES_NO, good: 'no', bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-permit-empty-passwords', title: 'SSH must not take empty passwords', severity: Severity.CRITICAL, keyword: 'PermitEmptyPasswords', unset: 'no',
    values: YES_NO, good: 'no', bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-hostbased-authentication', title: 'SSH must not trust whole hosts', severity: Severity.HIGH, keyword: 'HostbasedAuthentication', unset: 'no',
    values: YES_NO, good: 'no', bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-pubkey-authentication', title: 'SSH must take keys', severity: Severity.MEDIUM, keyword: 'PubkeyAuthentication', unset: 'yes',
    values: { yes: 'ok', no: 'bad' }, good: 'yes', bad: 'no',
  }),
  sshdOption({
    id: 'nodes/sshd-strict-modes', title: 'SSH must judge who can write a user\'s keys', severity: Severity.MEDIUM, keyword: 'StrictModes', unset: 'yes',
    values: { yes: 'ok', no: 'bad' }, good: 'yes', bad: 'no',
  }),
  sshdOption({
    id: 'nodes/sshd-permit-user-environment', title: 'SSH must not take environments from users', severity: Severity.MEDIUM, keyword: 'PermitUserEnvironment', unset: 'no',
    values: YES_NO, other: () => 'bad', good: 'no', bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-tcp-forwarding', title: 'Nodes must not forward TCP for SSH users', severity: Severity.MEDIUM, keyword: 'AllowTcpForwarding', unset: 'yes', forwarding: true,
    values: { ...YES_NO, all: 'bad', local: 'bad', remote: 'bad' }, good: 'no', bad: 'local',
  }),
  sshdOption({
    id: 'nodes/sshd-stream-local-forwarding', title: 'Nodes must not forward sockets for SSH users', severity: Severity.MEDIUM, keyword: 'AllowStreamLocalForwarding', unset: 'yes', forwarding: true,
    values: { ...YES_NO, all: 'bad', local: 'bad', remote: 'bad' }, good: 'no', bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-agent-forwarding', title: 'Agents of users must not be reachable from nodes', severity: Severity.MEDIUM, keyword: 'AllowAgentForwarding', unset: 'yes',
    values: YES_NO, good: 'no', bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-x11-forwarding', title: 'Nodes must not forward X11', severity: Severity.LOW, keyword: 'X11Forwarding', unset: 'no',
    values: YES_NO, good: 'no', bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-permit-tunnel', title: 'Nodes must not open tunnels for SSH users', severity: Severity.MEDIUM, keyword: 'PermitTunnel', unset: 'no', forwarding: true,
    values: { ...YES_NO, 'point-to-point': 'bad', 'ethernet': 'bad' }, good: 'no', bad: 'ethernet',
  }),
  sshdOption({
    id: 'nodes/sshd-gateway-ports', title: 'Ports forwarded over SSH must not be open to others', severity: Severity.MEDIUM, keyword: 'GatewayPorts', unset: 'no', forwarding: true,
    values: { ...YES_NO, clientspecified: 'bad' }, good: 'no', bad: 'clientspecified',
  }),
  sshdOption({
    id: 'nodes/sshd-max-auth-tries', title: 'A connection must not have more than six attempts to authenticate', severity: Severity.LOW, keyword: 'MaxAuthTries', unset: '6',
    other: (text) => judge(/^\d+$/.test(text) ? Number(text) : undefined, (tries) => tries <= 6), good: '3', bad: '20',
  }),
  sshdOption({
    id: 'nodes/sshd-login-grace-time', title: 'Logins must be complete within two minutes', severity: Severity.LOW, keyword: 'LoginGraceTime', unset: '120',
    other: (text) => judge(seconds(text), (time) => time > 0 && time <= 120), good: '30', bad: '0',
  }),
  sshdOption({
    id: 'nodes/sshd-log-level', title: 'SSH logins must be logged', severity: Severity.MEDIUM, keyword: 'LogLevel', unset: 'INFO',
    values: { quiet: 'bad', fatal: 'bad', error: 'bad', info: 'ok', verbose: 'ok', debug: 'ok', debug1: 'ok', debug2: 'ok', debug3: 'ok' }, good: 'VERBOSE', bad: 'QUIET',
  }),
];
