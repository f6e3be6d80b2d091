export * from './audit-log';
export * from './audit-policy';
export * from './audit-request';
export * from './audit-rule';
