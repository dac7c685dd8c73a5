import Plotly from 'plotly.js/lib/core';
import heatmap from 'plotly.js/lib/heatmap';

/*
 * The smallest plotly.js that serves: `core` brings scatter, the series view needs heatmap.
 * WebGL traces are left out on purpose: they need `unsafe-eval` or a second copy of every shader.
 */
Plotly.register([heatmap]);

export { Plotly };
