export function setUpBox(): void {}
