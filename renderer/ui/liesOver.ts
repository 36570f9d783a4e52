/** Whether something lies over the page now that keys are meant for: a question, a menu, an open list. */

const OVER = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

/** Messages that come and go are dialogs to the browser, but lie beside the page; a list that was closed stays in it, unseen. */
export function liesOver(): boolean {
  return [...document.querySelectorAll(OVER)].some((part) => part.getAttribute('aria-modal') !== 'false' && part.checkVisibility({ visibilityProperty: true }))
}
