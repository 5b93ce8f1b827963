import {mount} from 'svelte';
import 'heygen-avatar';
import App from './app.svelte';

mount(App, {target: document.getElementById('app')});
