"""The words that pages print around articles and comments, in English, German, French, Spanish and Chinese.

A line is looked up here by its `key`: lower case, without marks at its ends, with single spaces. Nothing here names a site.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_EDGE: Final = " \t.,:;!?¡¿*+-–—•·|/\\»«›‹→←↓↑▼▲▾▸►…()[]{}<>\"'“”„’‘：，。！？、（）【】「」＊✕×✓"


def words(text: str) -> list[str]:
    """Return the words of a list."""
    return text.split()


@lru_cache(maxsize=16_384)
def key(line: str) -> str:
    """Return the line as it stands in the word lists."""
    return " ".join(line.casefold().replace("’", "'").split()).strip(_EDGE)


def _set(listed: str) -> frozenset[str]:
    return frozenset(key(word) for word in listed.replace("\n", ";").split(";") if key(word))


CONTROLS: Final = _set("""
kommentar löschen;kommentar anzeigen;delete comment;supprimer le commentaire;eliminar comentario
sort by date;sort by votes;sort by date sort by votes
advertisement;anzeige;werbung;publicité;publicidad;广告;廣告;reply;replies;reply to;reply to this;reply to comment
reply to this comment;like;likes;liked;unlike;dislike;dislikes;love;share;shared;report;report abuse;report comment;flag;flagged
flag as inappropriate;unflag;delete;edit;edited;permalink;link;link to comment;parent;root;next;prev;previous;context;save;saved;hide
hide replies;show replies;view replies;view reply;view all replies;view more replies;show more replies;load more replies;load more
load more comments;show more;show less;read more;see more;see translation;translate;translate to english;continue this thread;more
collapse;expand;expand comment;vote up;vote down;upvote;downvote;upvoted;downvoted;up;down;thumb up;thumb down;recommend;recommended
favorite;favourite;boost;bookmark;give award;award;follow;followed;unfollow;profile;promote;invite;dismiss;undismiss;block;mute
ignore;quote;multi-quote;quote reply;react;reactions;helpful;not helpful;log in to reply;login to reply;login to reply or like
log in or register to post comments;log in to post comments;login to post comments;pinned;pinned comment;featured comment;top comment
top fan;verified;share this comment;copy link;embed;focus;unfocus;favorited;points;point;votes;vote;score;rating;avatar
profile picture;user avatar;sort by;sort by best;newest;oldest;newest first;oldest first;best;top;new;controversial;most liked
all replies;hide thread;click to expand;antworten;antwort;antwort anzeigen;antworten anzeigen;auf diesen kommentar antworten
gefällt mir;gefällt mir nicht;gefällt;melden;kommentar melden;teilen;löschen;bearbeiten;bearbeitet;aufklappen;zuklappen;ausklappen
einklappen;mehr anzeigen;weniger anzeigen;mehr lesen;weiterlesen;permanenter link;permalink kopieren;link kopieren;zitieren;zitat
missbrauch melden;verstoß melden;empfehlen;empfehlungen;bewerten;positiv;negativ;alle antworten anzeigen;weitere antworten
anmelden, um zu antworten;zum antworten anmelden;kommentar positiv bewerten;kommentar negativ bewerten;folgen;merken;übersetzen
neueste zuerst;älteste zuerst;beliebteste;spam melden;punkte;répondre;repondre;répondre à ce message;répondre à ce commentaire
réponses;réponse;j'aime;je n'aime pas;aimer;signaler;signaler un abus;signaler ce commentaire;alerter;partager;supprimer;modifier
modifié;citer;lire la suite;voir plus;voir moins;afficher plus;afficher moins;voir les réponses;afficher les réponses
masquer les réponses;lien permanent;permalien;recommander;lien;voter;traduire;suivre;connectez-vous pour répondre;plus récents
plus anciens;responder;respuesta;respuestas;ver respuestas;ver más respuestas;ocultar respuestas;me gusta;no me gusta;denunciar
reportar;compartir;eliminar;borrar;editar;editado;citar;enlace;enlace permanente;ver más;ver menos;mostrar más;mostrar menos;leer más
recomendar;votar;votos;traducir;seguir;inicia sesión para responder;inicie sesión para responder;responder a este comentario
más recientes;más antiguos;回复;回覆;回應;回应;版主回覆;版主回复;赞;讚;点赞;點讚;按讚;顶;踩;喜欢;喜歡;举报;檢舉;检举;分享;删除;刪除
编辑;編輯;引用;收起;展开;展開;查看更多;查看全部回复;更多回复;显示更多;顯示更多;收藏;翻译年糕;翻譯;永久链接;永久連結;推薦;推荐
只看该作者;只看該作者;倒序浏览;举报评论;写回复;悄悄話;悄悄话
reply with quote;comment link;link to this comment;report this comment;write;preview;write preview;只看楼主;只看樓主
respect;sponsored;top;respond;click to rate;reply to this;flag as inappropriate;homepage;most relevant;most recent;all comments shown
user's avatar
best rated;worst rated;most liked first;relevance;show threads;collapsed;expanded;unthreaded;reader picks;all replies shown
jump to comments
sort: newest;sort: oldest;sort: best;sort by: newest;sort by: oldest;sort by: best;sort by newest;sort by oldest;view all;sort
newest first oldest first;inline feedbacks;repost;reposts;quotes;quote post;views;go to comments;search comments;cite;improve this comment
nach oben;sortieren nach;sortierung;älteste;neueste;meistbewertet;beste;interessanteste;relevanteste;alle kommentare anzeigen;hilfreich
nicht hilfreich;unangemessen;teilen und kommentieren;les plus récents;les plus anciens;les plus récentes;les plus pertinents
plus pertinents
trier par;j'alerte;je recommande;je réponds;voir les plus récents;haut de page;alerter la modération;signaler un contenu;más valorados
más antiguos primero;ordenar por;más relevantes;mejor valorados;normas de uso;denuncia;subir;ver respuesta;最热;最新;按热度;按时间
最早;转发;轉發;赞同;反对;默认排序;按时间排序;最热评论;展开回复;查看回复;没有更多评论;有用;没用;添加评论
ответить;пожаловаться;поделиться;цитировать;цитата;удалить;редактировать;изменить;нравится;не нравится;ссылка;развернуть;свернуть
показать ещё;показать еще;сначала новые;сначала старые;новые;старые;все комментарии;показать сначала;отправить;раскрыть ветку;жалоба
rispondi;segnala;segnala abuso;condividi;cita;elimina;modifica;mi piace;non mi piace;mostra altro;mostra meno;compartilhar;partilhar
excluir;apagar;curtir;não gosto;ver mais;ver menos;link permanente;mostrar respostas;beantwoorden;reageer;reageren;rapporteer
rapporteren;delen;citeren;citeer;verwijderen;bewerken;vind ik leuk;toon meer;meer lezen;odpowiedz;zgłoś;zgłoś nadużycie;udostępnij
cytuj;usuń;edytuj;lubię to;zwiń;rozwiń;link bezpośredni;pokaż więcej;svara;anmäl;dela;citera;ta bort;redigera;gilla;visa mer;svare
siter;anmeld;rapporter;rediger;slett;synes om;vis mer;vastaa;ilmoita;ilmoita asiattomaksi;jaa;lainaa;poista;muokkaa;tykkää;näytä lisää
näytä aiemmat lainaukset;yanıtla;cevapla;şikayet et;paylaş;alıntı;alıntıla;düzenle;beğen;beğenme;daha fazla göster;odpovědět;nahlásit
sdílet;citovat;smazat;upravit;válasz;jelentés;megosztás;idézet;törlés;szerkesztés;返信;返信する;通報;通報する;いいね;いいね！;シェア
削除;編集;もっと見る;답글;답글쓰기;신고;신고하기;공유;좋아요;싫어요;삭제;수정;추천;비추천;더보기
logged;journalisée;записан
beantwoord;svar;odpovedať;відповісти;balas;răspunde;odgovori;одговори;απάντηση
""")
"""Buttons and labels beside a comment; never its text when they fill a line."""

GLUED: Final = tuple(
    sorted((word for word in CONTROLS if len(word) > 1 and word not in {"up", "down", "new", "top", "best", "all"}), key=len, reverse=True)
)
EXPAND: Final = _set(
    "aufklappen;ausklappen;expand;expand comment;read more;show more;see more;lire la suite;voir "
    "plus;ver más;leer más;展开;展開;mehr anzeigen"
)
QUOTE_END: Final = _set(
    "click to expand;zum vergrößern anklicken;cliquez pour agrandir;cliquez pour agrandir...;haz clic "
    "para expandir;click para ampliar;点击展开;點擊展開;点击展开全文"
)

ROLES: Final = _set("""
投稿作成者;投稿者;글쓴이;beitragsautor;auteur de l’article;auteur de l'article;autor del post;articolista;författare
guest;member;new member;junior member;senior member;active member;well-known member;registered;registered user;moderator;mod;admin
administrator;author;op;subscriber;staff;verified;supporter;top contributor;contributor;editor;premium member;bot;thread starter
original poster;staff member;post author;blog post author;topic author;gast
mitglied;neues mitglied;aktives mitglied;bekanntes mitglied;registriert;moderatorin
autor;autorin;redaktion;abonnent;community;benutzer;erfahrener benutzer;profil gelöscht;themenstarter;invité;membre;modérateur
modératrice;auteur;abonné;abonnée;administrateur;rédaction;owner;collaborator;contributor;creator;liked by author;edited;bearbeitet
modifié;editado;invitado;miembro;moderadora;moderador;autora;administrador;suscriptor
registrado;版主;管理员;管理員;楼主;樓主;作者;会员;會員;游客;訪客;新手上路
""")
"""Lines under a name that say what somebody is, not who."""
OWN: Final = _set("""
location;age;gender;from;website;ort;wohnort;geschlecht;alter;localisation;ubicación;来自;來自;пол;откуда;lokacija;lokalizacja;bydliště
bydlisko;locatie;località;tartózkodási hely;konum;localização;paikkakunta;localitate
""")
"""Labels in PROFILE that people write themselves, too: "Location: Hull"."""

PROFILE: Final = _set("""
mentioned;tagged
joined;join date;last seen;last visit;member since;messages;posts;location;reaction score;points;trophy points;likes received;age
gender;registered;from;thanks;threads;reputation;website
mitglied seit;beiträge;beitrag;ort;registriert seit;registriert;reaktionspunkte;punkte;themen
wohnort;dabei seit;danke;geschlecht;alter;inscrit;inscrit le;inscrit depuis;localisation;inscription;points de réaction;registrado
registrado desde;se unió;mensajes;ubicación;miembro desde;puntuación de reacciones;desde;注册时间;註冊時間;帖子;积分;積分;来自;來自
主题;主題
сообщений;сообщения;репутация;пол;регистрация;зарегистрирован;откуда
pridružen;pridružen/a;postovi;postova;lokacija;poruke;dołączył;dołączył(a);dołączyła;posty;lokalizacja;rejestracja;příspěvky
registrován;bydliště;príspevky;registrovaný;bydlisko;berichten;lid geworden op;locatie;geregistreerd;messaggi;iscritto il;località
inlägg;blev medlem;indlæg;tilmeldt;innlegg;registrert;hozzászólások;csatlakozott;tartózkodási hely;mesajlar;kayıt tarihi;konum
mensagens;registrado em;localização;viestit;liittynyt;paikkakunta;mesaje;membru din;localitate;повідомлень;з нами з
""")
"""Labels of the profile beside a forum post; the value stands behind them or in the next line."""

SECTIONS: Final = _set("""
コメント;コメント一覧;コメント欄;みんなのコメント;댓글;전체 댓글;комментарии;kommentit;kommentarer;commenti
comentários;reacties;komentarze;komentáře;yorumlar;hozzászólások
customer reviews;user reviews;recommended reviews;reader reviews;guest reviews;kundenbewertungen;gästebewertungen;rezensionen
kundenrezensionen;avis clients;avis des clients;recensies;beoordelingen;recensioni;avaliações;recenze;recenzje;отзывы;口コミ
the comments below have not been moderated;the comments below have been moderated in advance
comments;comment;reader comments;readers' comments;user comments;comments section;comment section;discussion;the discussion
join the discussion;responses;all comments;top comments;open comments;conversation;join the conversation;community comments
what readers say;thoughts;reactions;your comments;comment list;kommentare;kommentar;leserkommentare;leser-kommentare;alle kommentare
nutzerkommentare;userkommentare;diskussion;lesermeinungen;leserbriefe;meinungen;reaktionen;forum;debatte;kommentare der leser
ihre kommentare;rückmeldungen;commentaires;commentaire;les commentaires;vos commentaires;vos réactions;réactions;réaction;réagir
tous les commentaires;discussions;vos avis;commentaires des lecteurs;messages de forum;forum de l'article;comentarios;comentario
los comentarios;todos los comentarios;comentarios de los lectores;opiniones;opiniones de los lectores;tus comentarios;conversación
debate;评论;評論;留言;留言列表;回應;回应;網友評論;网友评论;全部评论;所有评论;全部評論;評論列表;评论列表;讀者留言;读者评论
最新评论列表;热门评论;熱門評論;postings;alle postings;discussion about this post;contributions;leser-kommentare;alle leser-kommentare
beiträge der leser;精彩评论;最热评论列表;回复列表;網友回應;讨论;討論;条评论;則留言
""")
"""Headings of a comment section, without the number."""

COUNT_NOUNS: Final = (
    *words(
        "comments comment replies responses response thoughts reactions kommentare kommentar kommentaren leserkommentare "
        "antworten reaktionen meinungen gedanken lesermeinungen commentaires commentaire réactions réaction réponses avis "
        "messages contributions contribution postings posting comentarios comentario respuestas opiniones "
        "评论 評論 留言 回复 回覆 回应 回應 条评论 條評論 則留言 则留言 "
        "条留言 個留言 个评论 篇留言 個回應 条回复 則評論 則回應 "
        "kommentarer commenti commento reacties reactie comentários comentário komentarze komentarzy komentarz komentáře komentářů "
        "komentář komentára komentáre komentárov komentari komentara комментария комментариев комментарий комментарии коментарі коментарів "
        "yorum yorumlar hozzászólás hozzászólások kommenttia kommentit kommentti comentarii σχόλια コメント 댓글"
    ),
    "bình luận",
)

FORMS: Final = _set("""
leave a reply;leave a comment;leave a response;leave your comment;leave comment;leave reply;leave your thoughts;post a comment
post comment;post your comment;post a reply;post reply;add a comment;add comment;add your comment;add new comment;write a comment
write a reply;submit comment;submit a comment;submit your comment;your comment;your name;comment *;name *;cancel reply
your email address will not be published;join the discussion;what do you think;write your comment;reply to thread;speak your mind
have your say;comment policy;community guidelines;leave this field blank;text formats options;text format
you must be logged in to post a comment;you must be logged in to reply;you must log in or register to reply here;log in to comment
login to comment;sign in to comment;log in to leave a comment;email address;email;share your thoughts;captcha
rss feed for comments on this post;subscribe to this discussion;schreibe einen kommentar;schreiben sie einen kommentar
kommentar schreiben;kommentar verfassen;einen kommentar schreiben;kommentar abgeben;hinterlasse einen kommentar
hinterlasse eine antwort;hinterlassen sie einen kommentar;kommentar hinterlassen;kommentar hinzufügen;neuen kommentar schreiben
neuen kommentar hinzufügen;ihr kommentar;ihr name;dein kommentar;dein name;antwort abbrechen;antworten abbrechen;antwort erstellen
antwort schreiben;deine e-mail-adresse wird nicht veröffentlicht;ihre e-mail-adresse wird nicht veröffentlicht
netiquette für kommentare;netiquette;jetzt mitreden;ihren kommentar hier eingeben;mitdiskutieren;jetzt kommentieren;kommentieren
so können sie kommentieren;kommentar absenden;kommentar abschicken
meinen namen und meine e-mail-adresse in diesem browser speichern, bis ich wieder kommentiere
sie müssen angemeldet sein, um einen kommentar abzugeben;du musst angemeldet sein, um einen kommentar abzugeben;ihre meinung;e-mail *
laisser un commentaire;laissez un commentaire;laisser une réponse;laissez une réponse;ajouter un commentaire;écrire un commentaire
poster un commentaire;publier un commentaire;publier le commentaire;votre commentaire;votre nom;votre message;annuler la réponse
répondre à l'article;répondre à cet article;un message, un commentaire;qui êtes-vous;réagissez;commenter;commentez
votre adresse e-mail ne sera pas publiée;votre adresse de messagerie ne sera pas publiée;connectez-vous pour commenter
vous devez être connecté pour poster un commentaire;forum sur abonnement;modération a priori;participer à la discussion
deja un comentario;dejar un comentario;deja una respuesta;dejar una respuesta;deje un comentario;deje una respuesta
escribe un comentario;escribir un comentario;añadir comentario;añadir un comentario;agregar comentario;agregar un comentario
publicar un comentario;publicar comentario;enviar comentario;tu comentario;su comentario;cancelar respuesta;cancelar la respuesta
tu dirección de correo electrónico no será publicada;su dirección de correo electrónico no será publicada;comentar;comenta;nombre *
nombre;correo (no será publicado);debes iniciar sesión para comentar;lo siento, debes estar conectado para publicar un comentario
responder al artículo;发表评论;发表回复;發表評論;發表迴響;發表留言;發佈留言;发表留言;我要评论;我要評論;我要留言;写评论;寫評論
提交评论;送出留言;取消回复;取消回覆;电子邮件地址不会被公开;您的电子邮箱地址不会被公开;您的电子邮件地址不会被公开
發佈留言必須填寫的電子郵件地址不會公開;您必须登录才能发表评论;登录后评论;登录后才能评论;登入後留言;登入即可留言;發表回應;張貼留言
发布评论;您尚未登入;login to comment;write a response;what are your thoughts;write your reply;comment by typing here;add your voice
share what you think;start the discussion;start a discussion;what do you think about this;sign in to join the conversation
already a member;name (optional);e-mail (optional);website (optional);preview submit;your reply;log in to like or comment
publica tu comentario
become a member to start commenting;diskutieren sie mit;ihre antwort;votre réaction;你的回应;说点什么;我来说两句;发一条友善的评论
""")
"""Lines of the form in which a reader writes; nothing of it is a comment."""

FORM_STARTS: Final = re.compile(
    r"^(?:you must (?:be logged in|log in|be registered)|your e-?mail address will not"
    r"|you can use these html|allowed html tags|please (?:log|sign) in to (?:comment|reply|post)"
    r"|log ?in to (?:leave|post|join|comment)|sign in to (?:leave|post|join|comment)"
    r"|save my name, e-?mail|notify me of|i'm not a robot|remaining characters|characters (?:left|remaining)"
    r"|(?:write|add) (?:a|your) (?:comment|reply|response)\W{1,4}$|to view or add a comment|sign (?:up|in) to (?:view|see)"
    r"|(?:deine|ihre) e-mail-adresse wird nicht|sie müssen (?:sich anmelden|angemeldet|eingeloggt)"
    r"|du musst (?:dich anmelden|angemeldet|eingeloggt)|bitte (?:melden sie sich|loggen sie sich|registrieren sie sich) "
    r"|meinen namen, |meinen namen und |benachrichtige mich|votre adresse (?:e-?mail"
    r"|de messagerie) ne sera|vous devez (?:être connecté|vous connecter)|enregistrer mon nom|prévenez-moi"
    r"|(?:tu|su) dirección de correo electrónico no será|(?:debes|debe|tienes que) (?:iniciar sesión"
    r"|estar conectado|registrarte|acceder)|guarda mi nombre|lo siento, debes"
    r"|您尚未登入|您必须(?:登录|登錄)|您必須登入|请先?(?:登录|登錄)|請先?登入|您的电?子?邮[箱件]地址不会"
    r"|發佈留言必須填寫|(?:输入|請輸入)验证码)",
    re.IGNORECASE,
)

WIDGETS: Final = _set("""
recent comments;latest comments;newest comments;new comments;most commented;most discussed;latest discussions;recent discussions
recent replies;most recent comments;top commenters;recently commented;aktuelle kommentare;neueste kommentare;letzte kommentare
neue kommentare;meistkommentiert;am meisten kommentiert;meist kommentiert;meistkommentierte artikel;aktuelle diskussionen
zuletzt kommentiert;jüngste kommentare;commentaires récents;derniers commentaires;les plus commentés;articles les plus commentés
dernières réactions;réactions récentes;les derniers commentaires;comentarios recientes;últimos comentarios;más comentados
más comentadas;lo más comentado;las más comentadas;los más comentados;comentarios más recientes;最新留言;最新评论;最新評論;近期评论
近期評論;近期留言;最近评论;最近評論;最新回應;最新回复;最新回覆;最近留言;近期迴響;最近回應;热评文章;評論最多
""")
"""Headings of lists of comments under other articles."""

RELATED: Final = _set("""
related posts;related articles;related stories;related;related content;related topics;related news;you may also like
you might also like;you may also enjoy;you might be interested in;recommended;recommended for you;recommended stories
recommended articles;more from;more stories;more articles;more like this;more news;more posts;explore more;read next;up next
what to read next;keep reading;must read;most popular;most read;popular posts;popular;trending;trending now;our picks;editor's picks
editors' picks;top stories;latest news;latest stories;latest posts;latest articles;recent posts;current top stories;categories
archives;tags;topics;sponsored content;promoted content;from the web;around the web;from around the web;newsletter
sign up for our newsletter;subscribe to our newsletter;follow us;follow us on;about the author;about us;about the authors
similar threads;more posts you may like;similar posts;hot topics;featured post;random posts;blog archive;links;blogroll;meta
popular videos;get in touch;contact us;search this blog;post navigation;navigation;stay connected;stay informed;previous article
next article;previous post;next post;pages;communities;das könnte sie auch interessieren;das könnte dich auch interessieren
das könnte ihnen auch gefallen;auch interessant;lesen sie auch;lesen sie mehr;mehr zum thema;mehr zu diesem thema;ähnliche artikel
ähnliche beiträge;ähnliche themen;verwandte artikel;verwandte artikel weiterlesen;verwandte beiträge;weitere artikel;weitere themen
weitere nachrichten;meistgelesen;meist gelesen;am meisten gelesen;beliebte beiträge;beliebt;neueste beiträge;aktuelle beiträge
letzte beiträge;aktuelle artikel;empfehlungen der redaktion;top-themen;topthemen;kategorien;archiv;archive;schlagwörter;schlagworte
über den autor;über die autorin;über uns;folgen sie uns;folge uns;mehr von;empfohlene artikel;themen;termine;blogverzeichnis
beitragsnavigation;impressum;datenschutz;articles similaires;articles liés;sur le même sujet;à lire aussi;lire aussi;à lire également
à découvrir;du même auteur;dans la même rubrique;les plus lus;les + lus;le plus lu;articles les plus lus;articles récents
derniers articles;à la une;vous aimerez aussi;vous pourriez aussi aimer;recommandé pour vous;nos recommandations;catégories;mots-clés
suivez-nous;à propos de l'auteur;à propos;voir aussi;plus d'articles;mentions légales;abonnez-vous;derniers tweets
artículos relacionados;noticias relacionadas;entradas relacionadas;relacionados;te puede interesar;también te puede interesar
le puede interesar;también le puede interesar;quizás te interese;más noticias;más leídas;más leídas hoy;más leídos;lo más leído
las más leídas;lo más visto;últimas noticias;más compartidas;vea también;ver también;lea también;lee también;entradas recientes
categorías;archivos;etiquetas;sobre el autor;acerca del autor;síguenos;más de;recomendados;te recomendamos;destacados
artículo anterior;artículo siguiente;相关文章;相關文章;相关阅读;相關閱讀;延伸阅读;延伸閱讀;相关推荐;相關推薦;猜你喜欢;推荐阅读
推薦閱讀;为你推荐;您可能會有興趣的文章;你可能也会喜欢
你可能也喜歡;您可能感兴趣;熱門文章;热门文章;最新文章;近期文章;文章分類;文章分类
分类目录;标签;標籤;归档;文章搜尋;熱門新聞;热门新闻;热门推荐;友情链接;友好連結;我的好友;個人資訊;文章精選;关于作者;關於作者;上一篇
下一篇;更多文章;精彩推荐;随机文章;what's happening;who to follow
relevant people;trends for you;related questions;you may like;customers also bought
most viewed;current edition;édition du jour;édition abonnés;services;热点排行;热搜;related threads;who is online;dans la même rubrique
sur le même thème;热门话题;更多推荐;latest headlines
""")
"""Headings behind which other articles, lists and boxes stand."""

FOOTERS: Final = re.compile(
    r"^(?:©|\(c\)\s*\d|copyright\s*(?:©|\(c\)|\d|by\b)|all rights reserved|alle rechte vorbehalten"
    r"|tous droits réservés|todos los derechos reservados|版权所有|版權所有"
    r"|powered by\b|proudly powered|theme by\b|designed by\b|terms (?:of|and)\b.{0,20}$|privacy policy$"
    r"|privacy statement$|cookie policy$|mit freundlicher unterstützung"
    r"|we use cookies|this site uses (?:cookies|akismet)|diese (?:web)?site verwendet (?:cookies|akismet)"
    r"|ce site utilise|este sitio (?:usa|utiliza)|skip to\b"
    r"|older posts?\b|newer posts?\b|older comments?\b|newer comments?\b|ältere kommentare"
    r"|neuere kommentare|(?:load|view|show|see|read|\+?\d+) (?:all |the )?more (?:comments|responses|contributions)\b.{0,12}$"
    r"|see (?:all|more) (?:responses|comments)\b.{0,12}$"
    r"|(?:mehr|weitere) (?:\w+ )?(?:kommentare|beiträge|postings)(?: (?:an)?(?:laden|zeigen|lesen))?$"
    r"|(?:lire|voir|afficher|charger) (?:plus|davantage|la suite) (?:de |des )(?:commentaires|contributions|réactions|réponses)$"
    r"|alle (?:leser|nutzer|user)?-?(?:kommentare|beiträge|postings) (?:an)?zeigen$"
    r"|(?:ver|cargar|mostrar|leer) más (?:comentarios|opiniones)$|(?:查看|加载|更多|显示)更多评论|back to top$|view entire discussion)",
    re.IGNORECASE,
)

CLOSED_HINTS: Final = words(
    "clos disabl off archiv lock cannot further geschlossen deaktiviert abgeschaltet möglich ferm désactiv cerrad desactiv"
    " deshabilit admiten 关 關 禁"
)
CLOSED: Final = re.compile(
    r"comments (?:(?:on|for|to) this \w+ )?(?:are|have been|were|is) (?:now )?(?:closed|disabled|turned off|switched off)"
    r"|this (?:entry|article|post|discussion|thread|page|story) is (?:now |no longer )?(?:closed|open)"
    r" (?:for|to) (?:comments?|commenting)\b"
    r"|comments? (?:section|thread)?\s?(?:is|are)? ?closed\b|comments off\b"
    r"|commenting (?:is|has been) (?:now )?(?:closed|disabled)|this (?:thread|discussion|topic"
    r"|post) (?:is|has been) (?:now )?(?:closed|archived|locked)"
    r"|new comments cannot be posted|not open for further replies|discussion (?:is )?closed"
    r"|kommentare (?:zu|unter) diese[mr] (?:artikel|beitrag|text|meldung) (?:sind|wurden) (?:geschlossen|deaktiviert)"
    r"|kommentarfunktion (?:geschlossen|deaktiviert)|kommentare (?:sind|wurden|bleiben) (?:hier |derzeit |nun )?(?:geschlossen|deaktiviert"
    r"|abgeschaltet)|kommentare geschlossen|kommentarfunktion (?:ist|wurde) (?:\w+ )?(?:geschlossen|deaktiviert|abgeschaltet)"
    r"|kommentare deaktiviert|kommentieren (?:ist )?nicht (?:mehr )?möglich"
    r"|kommentarbereich (?:ist )?geschlossen|diskussion (?:ist |wurde )?geschlossen"
    r"|(?:les )?commentaires (?:sont |ont été )?(?:désormais )?(?:fermés|clos|désactivés)"
    r"|commentaires désactivés|(?:le |les )?forums? (?:est|sont) (?:fermés?|clos)"
    r"|(?:los )?comentarios (?:están |han sido |fueron )?(?:cerrados|desactivados|deshabilitados)|no se admiten (?:más )?comentarios"
    r"|已关闭评论|已關閉評論|评论已关闭|評論已關閉|评论关闭|評論關閉|关闭评论|關閉評論|已关闭留言"
    r"|留言已关闭|留言功能已關閉|留言已關閉|迴響已關閉|評論功能已關閉|评论功能已关闭|禁止评论",
    re.IGNORECASE,
)

EMPTY: Final = re.compile(
    r"(?:\b|(?<=\d))no comments(?![a-z])|^\W*no comment\W*$|\bno replies (?:yet|so far)"
    r"|^\W*no replies\W*$|^\W*no responses\W*$|there are no (?:\w+ ){0,2}comments"
    r"|be the first to (?:comment|reply|respond|leave|add|share)|\b(?:nothing|no one) (?:has )?commented"
    r"|keine kommentare|noch keine (?:kommentare|antworten)|(?:noch )?kein kommentar\b"
    r"|schreiben? (?:sie )?den ersten kommentar|sei(?:en sie)? der erste"
    r"|aucun commentaire|pas (?:encore )?de commentaires?|soyez le premier|aucune réaction"
    r"|no hay comentarios|sin comentarios|ningún comentario|sé el primero|aún no hay comentarios"
    r"|暂无评论|暫無評論|沒有留言|没有评论|沒有評論|暂无留言|尚無留言|暫無留言|无评论|無評論|还没有评论|目前沒有留言|抢沙发",
    re.IGNORECASE,
)

MAIL: Final = r"[^\s@]{1,64}@[^\s@]{1,100}\.[^\s@]{2,20}"
"""Pattern of an address of mail, for patterns that hold one."""
SUBMITTED: Final = (
    r"(?:submitted by|written by|review by|reviewed by|bewertung von|avis de|opinión de|recensie van|recensione di|geschreven door"
    r"|gespeichert von|eingetragen von|geschrieben von|verfasst von|soumis par|posté par|écrit par|publié par"
    r"|envoyé par"
    r"|enviado por|escrito por|publicado por|enviat per|publicat per|inviato da|inserito da|scritto da|pubblicato da|ingediend door"
    r"|ingezonden door"
    r"|geplaatst door|submetido por|postado por|napsal uživatel|vložil/a|vložil|odeslal|pridal\(a\)|odoslal|wysłane przez"
    r"|opublikowane przez"
    r"|dodane przez|отправлено|опубликовано|добавлено|написал(?:\(а\))?|надіслав|beküldte|inskickad av|skickat av|skickad av|indsendt af"
    r"|skrevet af"
    r"|skrevet av|sendt inn av|lähettänyt|trimis de|postat de|scris de|υποβλήθηκε από|изпратено от|poslao|objavio|dikirim oleh"
    r"|được gửi bởi)"
)
"""What stands before the name of an author and a date, in the languages that Drupal and others are used in."""
UNVERIFIED: Final = (
    r"(?:not verified|nicht überprüft|nicht verifiziert|non vérifié|no verificado|no verificat|non verificato|niet gecontroleerd"
    r"|niet geverifieerd"
    r"|não verificado|bez ověření|neověřeno|neoverený|niezweryfikowany|не проверено|nem ellenőrzött|ej verifierad|inte verifierad"
    r"|ikke (?:bekræftet|verificeret|bekreftet|verifisert)|ei varmistettu|neverificat|doğrulanmamış|未確認|未验证|未驗證)"
)
"""What Drupal says in brackets behind the name of who has no account."""
PINGBACK: Final = re.compile(
    r"^(?:pingbacks?|trackbacks?|webmentions?|ping|rétroliens?|引用通告|引用)\s*[:：]|^\W{0,3}(?:ping|track)back (?:on|from|by|am|von|de)\b"
    r"|^\[(?:\.\.\.|…)\]\s[^\n]{1,2000}\[(?:\.\.\.|…)\]\W{0,5}$",
    re.IGNORECASE,
)
"""What begins a pingback, or the passage of another page that one shows: "[...] as Ann said [...]"."""
DELETED: Final = re.compile(
    r"^\W*(?:\[?(?:deleted|removed)\]?|(?:this |the )?(?:comment|post|message)(?: has been| was"
    r"| is)? (?:deleted|removed)\b.{0,80}|comment (?:deleted|removed) by\b.{0,60}"
    r"|(?:dieser |der )?(?:kommentar|beitrag) (?:wurde |ist )?(?:\w+ ){0,3}(?:gelöscht|entfernt)\b.{0,80}"
    r"|(?:ce |le )?(?:commentaire|message) a été (?:supprimé|modéré|retiré)\b.{0,80}"
    r"|(?:este |el )?(?:comentario|mensaje) (?:ha sido |fue )?(?:eliminado|borrado)\b.{0,80}"
    r"|该评论已(?:被)?删除.{0,20}|此留言已(?:被)?刪除.{0,20}|评论已删除|該留言已被刪除)\W*$",
    re.IGNORECASE,
)
ANSWERS: Final = (
    r"(?:in (?:reply|response|answer) to|reply to|(?:replying|responding) to|(?:replied|responded|replies) to|answered"
    r"|(?:als|in) antwort auf|antwort(?:et|ete)? (?:auf|an)|en réponse à|réponse à|répond à|a répondu à|en respuesta a|respuesta a"
    r"|respondiendo a|respond(?:e|ió) a|in risposta a|risposta a|risponde a|ha risposto a|em resposta a|resposta a|respondendo a"
    r"|respondeu a|(?:in|als) antwoord op|(?:in )?reactie op|antwoord op|в ответ(?: на| пользователю)?|ответ на|ответил[аи]?"
    r"|отвечает|w odpowiedzi (?:na|do)|odpowiedź na|som svar på|svar på|svar til|svarade|svarte|vastaus|vastaa|yanıt olarak"
    r"|v odpovědi na|odpověď na|回复|回覆|回應|回应|答复|答覆)"
)
"""The words between the name of who answers and that of who is answered."""
REPLY_TO: Final = re.compile(
    rf"^\W*{ANSWERS}\s*[:：]?\s*@?(?P<name>.{{1,60}}?)\s*(?:'s comment|\(view comment\))?\s*[:：]?\s*$",
    re.IGNORECASE,
)
SHARE_WORDS: Final = _set("""
share;shares;this;on;post;via;to;tweet;facebook;twitter;x;linkedin;pinterest;whatsapp;telegram;email;e;mail;print;reddit;tumblr;xing
instagram;youtube;vimeo;flipboard;copy;link;bluesky;mastodon;threads;pocket;messenger;sms;rss;click;a;friend;in;new;window;opens
teilen;auf;diesen;artikel;drucken;per;bei;merken;senden;partager;sur;imprimer;envoyer;par;compartir;en;imprimir;enviar;por;correo
分享到;分享;微博;微信;weibo;qq空间;qq;朋友圈;line
""")
_NETWORKS: Final = frozenset(
    words(
        "share shares tweet facebook twitter linkedin pinterest whatsapp telegram email mail print reddit tumblr xing instagram "
        "teilen drucken partager imprimer compartir 分享到 分享 微博 微信"
    )
)


def is_share(line: str) -> bool:
    """Whether a line holds only buttons for sharing."""
    said = re.findall(r"[^\W_]+", line.casefold()) if len(line) <= 120 else []
    return bool(said) and all(word in SHARE_WORDS for word in said) and any(word in _NETWORKS for word in said)


DATE_LABELS: Final = re.compile(
    r"^(?:start date|beginndatum|erstellt|erstelldatum|datum|date|stand|erschienen|veröffentlicht"
    r"|published|publish date|updated|last updated|last modified|aktualisiert|zuletzt aktualisiert|publié"
    r"|mis à jour|article mis à jour|mise à jour"
    r"|publicado|actualizado|fecha|发布时间|發布時間|时间|時間|joined|member since|mitglied seit|inscrit|registrado"
    r"|本文由|来源|來源|posted|last reply|letzte antwort|edited|last edited|bearbeitet|zuletzt bearbeitet"
    r"|created|asked|modified|viewed)\b",
    re.IGNORECASE,
)
