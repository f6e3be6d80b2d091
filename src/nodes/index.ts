export * from './constructs/bastion-only-node-access';
export * from './constructs/bastion-only-node-access-props';
export type { FormerBastionOnlyNodeAccessProps, FormerSshSource } from './constructs/former-props';
export * from './constructs/host-policy';
export * from './constructs/ssh-source';
export * from './constructs/sshd-props';
