export type { ClusterScope, FormerLeastPrivilegeRoleProps } from './constructs/former-props';
export * from './constructs/grant';
export * from './constructs/least-privilege-role';
export * from './constructs/least-privilege-role-props';
export * from './constructs/rbac-subject';
export * from './constructs/subject';
