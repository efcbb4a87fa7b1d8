"""Words that tell what comes after a full stop: a new sentence, or the rest of a name.

Data only.  Words are in lower case; where it matters, the rules ask for a
capital in the text.
"""

from __future__ import annotations

from annotate_tui.corpus.words import words

# Words that open a sentence and are hardly ever a name.
PLAIN_OPENERS = words(
    """
    the this these those that it its it's they they're they've we we're we've she she's her his our your
    my their i i'm i've i'd i'll when where while why what how who whose which whether if although though
    because since unless until but however there there's here here's then thus therefore that's what's
    isn't aren't don't doesn't can't won't
    """
)

# Words that open a sentence, though some of them are names too ("Dr. An", "Ms. May").
OPENERS = PLAIN_OPENERS | words(
    """
    a an he he's him you you're you'll and or nor so yet as at by for from in into of off on onto out over
    to toward towards under up upon with within without about above across after against along among
    around before behind below beneath beside besides between beyond despite down during except inside
    like near outside past per through throughout till via all any another anyone anything anybody both
    each either else enough every everybody everyone everything few fewer half less many more most much
    neither no nobody none nothing one others other several some somebody someone something such two three
    four five six seven eight nine ten twelve twenty thirty hundreds thousands millions dozens again ago
    almost already also altogether always anyway apart currently earlier even eventually ever finally
    first firstly fortunately further furthermore generally hence historically honestly hopefully
    importantly indeed initially instead just last lastly lately later likewise luckily maybe meanwhile
    moreover mostly nearly never nevertheless next nonetheless not notably now nowadays occasionally often
    once only originally otherwise overall particularly perhaps please possibly presumably previously
    probably quite rarely rather really recently regardless sadly second secondly seldom similarly simply
    sometimes soon still strictly subsequently sure surely surprisingly third thirdly today together
    tomorrow tonight too traditionally truly typically ultimately unfortunately unlike usually very well
    worse yes yesterday am are is was were be been being do does did done has have had can could may might
    must shall should will would let let's add allow apply arrange ask avoid become begin book bring buy
    call check choose click come compare consider contact continue cook count cut determine discuss don't
    download drink drive eat ensure enter expect explore fast fill find follow get give go grab help
    imagine include join keep know learn leave limit listen live look make mark measure mix move notice
    note offer order park pay pick plan practice prepare print put read reduce register remember remove
    repeat rest return review save say schedule see seek select send set share show sign skip sleep speak
    start stay stop store switch take talk tell think track treat try turn understand use visit wait walk
    want watch wear work write adults authors care children clinicians clinics costs critics data doctors
    doses drugs early effects evidence experts families friends hospitals insurers insurance ketamine men
    nurses older participants parents patients people physicians prices providers psychiatrists rates
    readers recent recovery relapse relief research researchers results reviewers scientists scores side
    staff studies study symptoms therapists therapy treatment treatments trials users visitors volunteers
    women younger according additionally based compared consequently contrary due given thanks whatever
    whenever wherever whichever whoever
    """
)

# Openers that are also surnames: after initials they go on ("J. He"), after "my Dr." they do not.
ALSO_SURNAMES = words(
    """
    he an a do so may will you long both in on at to no best day young fast book park call cook case love
    rest such
    """
)

# After "the U.S.", "Inc." or "Ph.D.": words that make one name with it.
NAME_HEADS: dict[str, frozenset[str]] = {
    "dotted_name": words(
        """
        administration agency agencies air ambassador army attorney border bureau capitol capital census
        centers circuit citizen citizens coast code commission commissioner congress congressional
        constitution copyright court customs defense democrat department dept district dollar dollars drug
        economy embassy environmental fda federal fish food forces forest general geological government
        house judge justice law marine marines marshal military national navy news olympic open patent
        pharmacopeia pharmacopoeia postal preventive president presidential public representative
        representatives republican secretary senate senator soldiers state states supreme surgeon team
        territories treasury troops veterans virgin times post giants yankees dea cdc nih va congressman
        congresswoman sen sens rep reps gov gen atty dist cong const stat sec amb adm supp bankr
        """
    ),
    "state": words(
        """
        general state college coll university univ hospital ave avenue pike turnpike tpke tech gov sen rep
        dept gen legislature lottery supreme senator governor congressman congresswoman attorney atty eye
        station zoo bridge museum library airport stadium symphony orchestra phil harbor
        """
    ),
    "name_part": words(
        """
        school schools hospital hospitals center centers centre college press society association journal
        library department institute psychiatry medicine surgery research biology science sciences review
        reviews letters pharmacology therapeutics biochemistry chemistry health nursing nutrition
        education council foundation board committee group programme program neurology psychology
        """
    ),
    "firm": words(
        """
        ceo cfo coo cto cmo cio cso president chairman chairwoman chair chief founder spokesman
        spokeswoman spokesperson co corp cos bros holdings pictures director executive inc ltd llc vice
        """
    ),
    "generation": words(
        """
        hospital high school elementary middle university college center centre clinic boulevard blvd
        drive day park library memorial award institute foundation building avenue street highway stadium
        """
    ),
    "degree": words(
        """
        program programs student students candidate candidates thesis dissertation degree degrees anderson
        project level
        """
    ),
    "clock": words(
        """
        est edt cst cdt mst mdt pst pdt et ct mt pt gmt utc cet cest bst eastern central mountain pacific
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat
        sun
        """
    ),
    "street": words(
        """
        n s e w ne nw se sw north south east west suite ste apt unit floor fl room rm bldg building p.o po
        station
        """
    ),
    "dosing": words("box"),
    "measure": words("b.c a.d b.c.e c.e iv im sc sq sl po prn bid tid qid qd hg iv. fahrenheit celsius"),
    "month": words("jan feb mar apr jun jul aug sep sept oct nov dec"),
    "day": words(
        """
        night nights morning mornings evening evenings afternoon afternoons mon tue tues wed weds thu thur
        thurs fri sat sun jan feb mar apr may jun jul aug sep sept oct nov dec january february march
        april june july august september october november december
        """
    ),
}

# A single capital after one of these is a label, not an initial: "vitamin B.", "plan B.", "World War I.".
LABELLED_BY_LETTER = words(
    """
    vitamin vitamins hepatitis plan plans type types group groups grade grades class phase stage stages
    option options arm arms bipolar schedule appendix exhibit part section level category cluster tier
    unit suite building block table figure panel study trial model subtype influenza strep cohort team
    ward room site hemophilia war coenzyme immunoglobulin medicare complex step version series form item
    point line row column cell lane gate terminal zone district chapter volume case condition treatment
    drug compound product formula dose label letter
    """
)

# "you and I. Did": before these the pronoun, not an initial.
BEFORE_PRONOUN_I = words("and or than as am do did does was were had have so nor but like not that if")

# A sentence that holds only one of these and a number is a label: "Step 1. Get a check-up."
NUMBERED_LABELS = words(
    """
    step day week month year phase stage part chapter section rule tip myth fact reason question lesson
    principle table figure fig box appendix exhibit session dose case option round level grade module
    visit example patient number no nr study experiment article note point mistake sign symptom habit
    """
)

# Words of a phrase that only says when: "At 5 a.m. Mr. Smith went …".
WHEN_WORDS = words(
    """
    a.m a.m. p.m p.m. am pm at by around about after before from until till since between and to on in the
    a every each daily just only shortly sometimes early late this that next last following one day night
    morning evening afternoon week weekday weekdays weekend today tomorrow yesterday exactly roughly
    precisely almost nearly once monday tuesday wednesday thursday friday saturday sunday mondays tuesdays
    wednesdays thursdays fridays saturdays sundays january february march april may june july august
    september october november december then but so again or of promptly past not
    """
)

# Verbs that report what was said: “Does it hurt?” Maria asked.
REPORTING = words(
    """
    asked asks ask said says say replied replies answered answers added adds told tells wondered wonders
    shouted cried whispered exclaimed recalled recalls explained explains noted notes laughed laughs joked
    continued continues admitted admits wrote writes warned warns insisted yelled demanded responded
    quipped thought sighed smiled began repeated
    """
)

# Names that hold a "!" or "?".
BRANDS = words(
    """
    yahoo jeopardy joomla yum oklahoma airplane mia ahoy wham jeb kahoot e panic godspeed shazam moulin
    zumanity tora yippee-ki-yay chegg yelp scoot guess
    """
)

# Words of exclamation that begin names: "Oh! Calcutta", "Hello! magazine", "Hey! Say! JUMP".
EXCLAMATIONS = words("oh ah hey hello ok wow help yo go viva stop look bravo")

# What follows the name of a company with "!", also at the beginning: "Boom! Studios drew it."
COMPANY_HEADS = words("magazine network networks channel studios inc records entertainment")

# What follows a name with "!" that nobody listed: "on Boom! News", "from Plan! Magazine".
BRAND_HEADS = words(
    """
    news magazine mail answers finance messenger inc network networks channel entertainment groups search
    sports music games brands tv radio online store stores foundation records labs live awards media
    studios press books comics app podcast japan
    """
)

# Short words that a sentence can end with, before one that begins with a small letter.
SHORT_WORDS = words(
    """
    it me us up so do go on to of be is we he ok my by at as or if an off out now yes you her him oh ah no
    hi ha um uh hm tv cd ex
    """
)

# Ends of file names and web addresses: "Example.Com" is not two sentences.
WEB_ENDINGS = words(
    """
    com org net gov edu mil int io co uk us de fr es ca eu au nz ch at nl se no info biz health tv me ai
    app js ts py html htm php asp aspx pdf doc docx txt csv xls xlsx ppt jpg jpeg png gif svg mp3 mp4 zip
    """
)

# Verbs behind the subject of a sentence: "ECT is", "MDMA may". They tell an acronym that opens a
# sentence from one that goes on ("govt. ID card").
VERBS = words(
    """
    is isn't are aren't was wasn't were weren't has hasn't have haven't had can can't cannot could may
    might must shall should will won't would do don't does doesn't did didn't works work worked helps help
    helped remains remain also acts act acted seems seem needs need requires require offers offer gives
    give makes make uses use comes come stands stand means causes cause shows show showed blocks block
    binds lasts last treats treat
    """
)

# Behind a letter or number that belongs to the label before it: "App. A shows", "Ch. I of the book".
AFTER_LABELS = words(
    """
    of and or to in for on at by is shows show lists gives has contains describes explains through vs with
    below above only trial trials
    """
)

# Among capitals only, words in the middle of a sentence: "9 P.M. ON MOST DAYS", "THE U.S. IS LARGE".
CONNECTIVES = words(
    """
    and or but nor of to in on at for from by with without within into until till than as per via is are
    was were be been has have had can may will would could should must who which that whose daily only
    each every sharp today tonight tomorrow through thru during before after between near not also twice
    once est edt cst cdt mst mdt pst pdt weekdays weekends monday tuesday wednesday thursday friday
    saturday sunday
    """
)

# The same, where a comma behind them may begin a sentence: "AFTER 5 P.M. IF YOU NEED HELP, CALL 911."
CONDITIONS = words("if when while because since unless although where")
