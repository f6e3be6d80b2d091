export * from './constructs/audit-log';
export * from './constructs/audit-policy';
export * from './constructs/audit-request';
export * from './constructs/audit-rule';
