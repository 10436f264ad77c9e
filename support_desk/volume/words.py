"""Sentences of the generated letters: Russian and English words in many forms, and thousands of rare ones.

As in real letters a few hundred words make up half of the text, and the other half is names of goods, people and places
that each come up seldom: somebody who searches looks for these.
"""

from random import Random

SENTENCES = 5_000
RARE = 4_000
SYLLABLES = ("ба", "во", "га", "до", "же", "за", "ки", "ле", "ма", "ну", "по", "ри", "са", "ту", "фе", "ха", "чи", "шу")
RUSSIAN_FORMS = (
    "заявка заявки заявку сайт сайта сайте форма формы форму каталог каталога товар товары товаров цена цены цену "
    "баннер баннера реклама рекламы рекламу отчёт отчёта счёт счета договор договора страница страницы странице "
    "менеджер менеджера директор директора покупатель покупателя покупатели заказ заказы заказов доставка доставки "
    "письмо письма писем ответ ответа ответить проверьте проверили исправили исправить добавьте добавить уберите "
    "завтра сегодня вчера неделя неделю месяц месяца срочно пожалуйста спасибо вопрос вопроса макет макета логотип "
    "меню телефон телефона оплата оплаты карта картой магазин магазина корзина корзину поиск поиска ошибка ошибку "
    "загрузка загрузить файл файла таблица таблицу выгрузка выгрузку остаток остатки склад склада обмен обмена"
)
ENGLISH_FORMS = (
    "request requests site form forms catalogue product products price prices banner banners advertising report "
    "reports invoice invoices contract page pages manager director customer customers order orders delivery letter "
    "letters answer answered check checked corrected correct add added remove removed tomorrow today yesterday week "
    "month urgent please thanks question layout logo menu phone payment card shop basket search error errors upload "
    "file files table export stock warehouse exchange password access mailbox domain hosting certificate traffic"
)
RUSSIAN, ENGLISH = RUSSIAN_FORMS.split(" "), ENGLISH_FORMS.split(" ")


def sentences(seed: int) -> list[str]:
    """Five thousand of them, six to fourteen words each, two in three Russian."""
    rng = Random(seed)  # noqa: S311 - the same words by the same seed, no secrets
    rare = rare_words()
    return [_sentence(rng, rare) for _number in range(SENTENCES)]


def rare_words() -> list[str]:
    """Made-up names of three syllables, the same for every seed."""
    rng = Random(0)  # noqa: S311 - no secrets
    names = {"".join(rng.choices(SYLLABLES, k=3)) + rng.choice("влмнр") for _number in range(2 * RARE)}
    return sorted(names)[:RARE]


def _sentence(rng: Random, rare: list[str]) -> str:
    common = RUSSIAN if rng.random() < 0.67 else ENGLISH
    words = [rng.choice(common if rng.random() < 0.6 else rare) for _number in range(rng.randrange(6, 15))]
    return f"{' '.join(words).capitalize()}."
