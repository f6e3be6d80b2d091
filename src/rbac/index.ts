export * from './grant';
export * from './least-privilege-role';
export * from './subject';
