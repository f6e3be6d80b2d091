export * from './bastion-only-node-access';
export * from './host-policy';
export * from './ssh-source';
export * from './sshd-props';
