export function ordered<Edges extends Record<string, readonly string[]>>(edges: Edges): Edges
