"""Tables of comments as newspapers' archives have them: the columns of the New York Times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from polarize.tables import Corpus

Reader = Callable[..., Corpus]
HEADER = (
    "approveDate,articleID,articleWordCount,commentBody,commentID,commentSequence,commentTitle,commentType,createDate,depth,"
    "editorsSelection,inReplyTo,newDesk,parentID,parentUserDisplayName,permID,picURL,printPage,recommendations,replyCount,"
    "sectionName,status,typeOfMaterial,updateDate,userDisplayName,userID,userLocation"
)
ROWS = (
    '1491237056,58def1,1201,"Trams, please.",22022598,22022598,<br/>,comment,1491237000,1,False,0,Metro,0,,22022598,,1,3,1,'
    "Travel,approved,News,1491237056,PaperLantern,601,Example Town\n"
    '1491237156,58def1,1201,"No, buses.",22022599,22022599,<br/>,userReply,1491237100,2,False,22022598,Metro,22022598,PaperLantern,'
    "22022598:22022599,,1,0,0,Travel,approved,News,1491237156,MarmaladeFox,602,Example Village\n"
)


def test_the_new_york_times(told: Reader) -> None:
    found = told("table", f"{HEADER}\n{ROWS}", "CommentsApril2017.csv")
    assert found.articles.select("article_id", "comments_found", "title").rows() == [("58def1", 2, None)]
    rows = found.comments.select("comment_id", "reply_to", "depth", "author", "votes", "status", "text").rows()
    assert rows == [
        ("22022598", None, 0, "PaperLantern", 3, "visible", "Trams, please."),
        ("22022599", "22022598", 1, "MarmaladeFox", 0, "visible", "No, buses."),
    ]
    assert found.comments["posted_at"][0] == datetime(2017, 4, 3, 16, 30, tzinfo=UTC)
