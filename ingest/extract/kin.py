"""Words for relatives and for friends, in four languages."""

from __future__ import annotations

import re

KIN_WORDS = (
    r"(?:stief|schoon|half|groot|ex-?|plus|klein|pleeg)?(?:vader|moeder|broer|broertje|zus"
    r"|zusje|zuster|zoon|zoontje|dochter|dochtertje|man|vrouw|kind|ouders?|neef|nicht|nichtje"
    r"|oom|tante|opa|oma|kleinzoon|kleindochter)"
    r"|echtgeno(?:ot|te)|partner|verloofde|levensgezel(?:lin)?|samenwonende partner|mama|papa"
    r"|(?:beau|belle|demi|grand|petit|petite|ex)?-?(?:père|mère|frère|sœur|soeur|fils|fille"
    r"|mari|femme|cousine?|oncle|tante|neveu|nièce)|maman|papa|épou(?:x|se)|conjointe?"
    r"|compagnon|compagne|concubine?|ex-(?:compagnon|compagne|mari|femme|épouse)|parents?"
    r"|(?:Stief|Schwieger|Halb|Groß|Ex-?)?(?:[Vv]ater|[Mm]utter|[Bb]ruder|[Ss]chwester|[Ss]ohn"
    r"|[Tt]ochter|[Ee]hefrau|[Ee]hemann|[Ff]rau|[Mm]ann)|Lebensgefährt(?:e|in)|Cousine?|Onkel"
    r"|Tante|Neffe|Nichte|Großmutter|Großvater|Gatt(?:e|in)"
    r"|(?:step|half-|ex-|grand)?(?:father|mother|brother|sister|son|daughter|husband"
    r"|wife)(?:-in-law)?|uncle|aunt|cousin|nephew|niece|fiancée?|spouse|parents?"
)
FRIEND_WORDS = (
    r"(?:ex-)?vriend(?:in)?|(?:jeugd)?vriend|maat|kameraad|kotgenoot|kotgenote|collega|kennis"
    r"|medeverdachte|medeplichtige|kompaan|handlanger|klasgenoot|lief"
    r"|(?:ex-)?copain|(?:ex-)?copine|petite? amie?|ami|amie|collègue|connaissance|complice"
    r"|comparse|camarade|condisciple|associé"
    r"|(?:Ex-)?Freund(?:in)?|Kollege|Kollegin|Bekannter?|Komplize|Mittäter|Kumpel"
    r"|(?:ex-)?(?:boy|girl)friend|friend|colleague|associate|accomplice|acquaintance|flatmate"
    r"|roommate|schoolmate"
)
_POSSESSIVE = (
    r"(?:zijn|haar|hun|mijn|onze|ons|diens|de|een|son|sa|ses|leur|leurs|mon|ma|mes|notre|le|la"
    r"|l['’]|un|une|sein\w*|ihr\w*|mein\w*|unser\w*|der|die|den|dem|des|his|her|their|my|our|a"
    r"|an|the|gemeinsame\w*)"
)
_NAMED = (
    r"(?:,)?(?:[ ](?:(?:de|het|een|le|la|the|un|une|l')[ ])?(?:heer|mevrouw|mevr\.|Frau|Herrn?"
    r"|Herr|nommée?|dénommée?|genaamde?|called|named|Mr|Mrs|Ms|M\.|Mme|certaine?|zekere))?"
)
JOINT = re.compile(
    r"^(?:hun|ons|onze|leur|leurs|notre|nos|gemeinsame\w*|ihr gemeinsame\w*|their|our|unser\w*)\b", re.I
)
KIN_BEFORE = re.compile(
    rf"\b(?P<poss>{_POSSESSIVE})[ ]?(?:\w+[ ])?(?P<word>{KIN_WORDS}){_NAMED}[ ,(:]{{1,3}}[\"“«„]?\s?$", re.I
)
KIN_BARE = re.compile(rf"(?:^|[.;,(:]\s*|\b(?:[Mm]ijn|[Zz]ijn)[ ])(?P<word>{KIN_WORDS})[ ,:]{{1,2}}$", re.I)
FRIEND_BEFORE = re.compile(
    (
        rf"\b(?P<poss>{_POSSESSIVE}|[Vv]olgens|[Ll]aut|[Ss]elon)[ ]?(?:\w+["
        rf" ])?(?P<word>{FRIEND_WORDS}){_NAMED}[ ,(:]{{1,3}}[\"“«„]?\s?$"
    ),
    re.I,
)
KIN_OF = re.compile(
    rf"^,?[ ](?:is |est |ist |zijnde |étant )?(?:de |het |een |le |la |l['’]|der |die |the |a"
    rf" )?(?P<word>{KIN_WORDS})[ ](?:van|de|du|d['’]|von|des|of)[ ](?:de |la |le )?(?:nommée? "
    rf"|genaamde |voornoemde |précédent)?"
)
KIN_AFTER = re.compile(
    rf"^,?[ ](?:de |zijn |haar |mijn |son |sa |mon |ma |seine |ihr\w* |his |her |my"
    rf" )(?P<word>{KIN_WORDS})(?=[,.;)]|[ ](?:en|et|und|and)\b|$)"
)
KIN_OF_NOUN = re.compile(
    (
        rf"\b(?P<word>{KIN_WORDS}|{FRIEND_WORDS})[ ](?:van(?: de| het)?|de la|du|de l['’]|de|des"
        rf"|der|of(?: the)?)[ ]?(?P<noun>\w+(?: man| woman)?)(?:[ ,(:]{{1,3}})(?:mevr(?:ouw)?\.? "
        rf"|dhr\.? |Mme |M\. |Frau |Herrn? |Mrs?\.? )?$"
    ),
    re.I,
)
"""A relative of somebody who is named by a role: "de echtgenote van melder, mevr. Aerts"."""
