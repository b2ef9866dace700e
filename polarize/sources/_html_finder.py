from polarize.sources._html_page import Page
from polarize.sources._html_posts import Post
def find(page: Page) -> list[Post]:
    return []
