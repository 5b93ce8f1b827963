import {COMMANDS, isAlike} from './markup-values.js';

/**
 * What is probably wrong with the buttons that give the element commands. A browser does not even tell the element of a command
 * without dashes. One that no command of ours is like may be the page's own.
 */
export function buttonProblems(element: Element): string[] {
  const root = element.getRootNode() as Partial<ParentNode>;
  const buttons = element.id ? [...(root.querySelectorAll?.('[commandfor]') ?? [])] : [];
  const allowed = (element.getAttribute('commands') ?? '').split(/\s+/);
  return buttons
    .filter((button) => button.getAttribute('commandfor') === element.id)
    .map((button) => buttonProblem(button, allowed))
    .filter((problem) => problem !== undefined);
}

function buttonProblem(button: Element, allowed: readonly string[]): string | undefined {
  const command = button.getAttribute('command')?.trim() ?? '';
  const meant =
    COMMANDS.find((each) => `--${each}` === command) ?? COMMANDS.find((each) => isAlike(each, command));
  const written = `A button for this avatar has command="${command}"`;
  if (!command) return 'A button for this avatar has a commandfor, and no command.';
  if (!meant) return undefined;
  if (command !== `--${meant}`) return `${written}, which is no command. Write command="--${meant}".`;
  if (!allowed.includes(meant)) {
    return `${written}, which this avatar does not take. Add ${meant} to its commands attribute.`;
  }
  if (button.closest('form') && !button.hasAttribute('type')) {
    return `${written}, and is in a form: without type="button" a browser carries out no command there.`;
  }
  const isTextMissing = ['speak', 'ask'].includes(meant) && !button.getAttribute('value')?.trim();
  return isTextMissing ? `${written} and no value: the text goes there.` : undefined;
}
