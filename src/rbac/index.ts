export * from './constructs/grant';
export * from './constructs/least-privilege-role';
export * from './constructs/subject';
