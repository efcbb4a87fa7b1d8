"""English abbreviations, by what can follow them.

Data only: which rule each group obeys stands in :mod:`~annotate_tui.corpus.stops`.
Words are in lower case and without their last full stop; a word may be in
several groups ("in." is an inch after a number and a word otherwise), and the
groups are asked in the order of ``GROUPS``.
"""

from __future__ import annotations

from annotate_tui.corpus.words import words

GROUPS: dict[str, str] = {
    # Something must still come, whatever it looks like: "e.g. Esketamine", "Roe v. Wade".
    "never": """
        e.g i.e eg ie vs v cf c.f viz a.k.a n.b p.s p.p.s ca approx appr esp incl excl i.a
    """,
    # A house number or a capital stands before it: "12 Elm St.", "5th Ave.".
    "street": """
        st ave av blvd rd ln hwy pkwy ct pl sq ter cir plz tpke dr expy
    """,
    # The name of a saint or a place follows: "St. John's wort", "Mt. Sinai", "Ft. Worth".
    "place": """
        st ste mt mts ft pt
    """,
    # After a number: "5 ft. 9 in. tall", "over 40 min. in a room", "35 mg. That".
    "measure": """
        in ft yd yds mi oz lb lbs gal pt qt min mins hr hrs h sec secs s yr yrs y mo mos wk wks d mg mcg
        µg ug ng g gm gms kg l dl ml cc cl cm mm km m nm mph kph kcal cal iu meq mmol mmhg hg tsp tbsp pct
        deg c f tab tabs cap caps gtt amp vol bpm rpm hz khz mhz gb mb kb sq cu
    """,
    # A name follows: "Dr. Alvarez", "Sen. Wu", "Lt. Gov. Pratt".
    "title": """
        attn dr drs mr mrs ms mx prof profs rev revs sen sens gov gen sgt capt lt col cmdr adm cpl pvt maj
        hon fr rep reps pres supt insp det dir messrs mme mlle br sr pfc asst assoc ald amb atty brig cdr
        comdr del dep msgr ofc rt rtd sec sir ens
    """,
    # A number or letter follows: "Kit No. 4", "Fig. 2", "vit. D".
    "numbered": """
        no nos nr n° nº № num fig figs eq eqs eqn tab tabs vol vols p pp pg pgs sec sect sects secs ch
        chap chaps art arts rm rms fl apt bldg ste ext vit cl para paras par ref refs ver app appx ex exh
        ill pl pt pts ser suppl iss ed lot bk l ll nn sch schd § §§ n c d b cir pat obs op q qs
    """,
    "month": """
        jan feb mar apr jun jul aug sep sept oct nov dec
    """,
    "day": """
        mon tue tues wed weds thu thur thurs fri sat sun
    """,
    # "6 p.m. Patients may drink" ends, "At 5 a.m. Mr. Smith went" does not.
    "clock": """
        a.m p.m
    """,
    # "Acme, Inc. makes it" goes on, "bought by NeuroMed Corp. The price" ends.
    "firm": """
        inc corp ltd co cos bros llc llp plc pty gmbh mfg
    """,
    "generation": """
        jr sr esq
    """,
    "degree": """
        ph.d m.d d.o r.n n.p p.a b.a b.s b.sc m.a m.s m.sc m.b.a m.p.h m.s.w m.ed b.ed l.c.s.w l.i.c.s.w
        l.m.f.t l.p.c l.m.h.c psy.d pharm.d ed.d j.d d.d.s d.m.d d.v.m d.n.p d.phil m.phil r.d r.d.n r.ph
        f.a.c.p a.p.r.n c.r.n.a c.n.m l.p.n ll.b ll.m m.b.b.s b.s.n m.s.n d.p.m o.d sc.d d.sc dr.p.h
    """,
    # Countries, states and institutions with stops: "in the U.S. In the U.K.", "the U.S. Food and Drug …".
    "dotted_name": """
        u.s u.s.a u.k e.u u.n u.a.e u.s.s.r d.c n.y n.y.c l.a n.j n.c s.c n.h n.m n.d s.d r.i b.c n.z w.va
        s.f p.r f.d.a n.i.h c.d.c d.e.a e.p.a w.h.o a.p.a a.m.a n.h.s n.b.a n.f.l f.b.i c.i.a i.r.s
        p.t.s.d a.d.h.d o.c.d t.m.s e.c.t c.b.t d.b.t d.n.a r.n.a h.i.v a.i.d.s m.r.i e.k.g e.c.g e.e.g
        i.q t.v a.a n.a e.r i.c.u d.m.t l.s.d t.h.c c.b.d n.m.d.a h.m.o i.d a.i r.i.p d.i.y f.a.q a.s.a.p
        b.c.e c.e a.d u.s.p h.q v.a v.i.p r.s.v.p p.o.w s.o.s o.t.c m.s.g s.s.r.i g.p c.p.r r.e.m
    """,
    "state": """
        ala ariz ark calif colo conn del fla ga ill ind kan kans ky la mass md mich minn miss mo mont neb
        nebr nev okla ore oreg pa penn penna tenn tex va vt wash wis wisc wyo ont que man sask alta
    """,
    # How often and which way a drug is given: "0.5 mg/kg i.v. over 40 min.", "lozenges t.i.d. with food".
    "dosing": """
        i.v i.m s.c s.q s.l i.n p.o p.r p.r.n b.i.d t.i.d q.i.d q.d q.h q.o.d q.h.s h.s n.p.o o.d q.a.m
        q.p.m
    """,
    # "etc." and "et al." end a sentence before a capital, and go on before anything else.
    "list_end": """
        etc al seq ibid id cit
    """,
    # Parts of the names of journals and institutions, before a capital: "Am. J. Psychiatry", "Univ. Press".
    "name_part": """
        am clin engl biol neurosci psychopharmacol psychopharm proc natl acad sci int intl ann eur exp
        pharmacol ther psychol arch res nat cogn behav dev immunol lett commun inst univ assn dept hosp
        soc ctr fed found gen med nucl phys physiol psychiatr surg trans neurol endocrinol cardiol anesth
        crit appl nutr toxicol epidemiol environ organ comput
    """,
    # Clipped words, before a small letter: "the dept. of health", "max. dose".
    "clipped": """
        acc admin adv assoc asst attn auth avg bibl bio biochem cert cf chem comm comp cond cont contd
        contr corresp dept diag diff dist div doc ed eds encl equiv esp est etym excl exp ext fem freq fwd
        gen govt grad hist hosp hwy inc incl incr indiv info inst instr intl introd irreg kilo lang lat
        lic lit loc mag masc math max mech med mfr mgmt mgr min misc mod natl neg neurol neut norm obj obs
        opp orig par pediatr pharm phys pkg pl pop poss ppl prec pref prelim prep pres prev priv prob proc
        prod prof pron propr psych psychol pt pts pub publ qty qtr quant ref refs reg regd rel relig repr
        req reqd resp ret rev sci sec sect sep seq sing soc sp spec spp ssp stat std subj subsp subst
        suppl surg surv symp syn syst tech tel temp therap trad trans transl treas univ unk usu util val
        var vet viz voc wt yrs appt apt bldg blvd cts dep docs hosps meds mins mos msg mtg no nos oper rec
        recd rehab rm rte sched subs temps vac vets wkly wkend amt ann anon approx apr
    """,
}

# Of the words that a number follows, those that are no word of their own: they go on
# before a small letter too.
NUMBERED_ONLY = words(
    """
    nos nr n° nº № figs eqs eqn vol vols pp pg pgs sect sects chap chaps rms apt bldg vit paras appx exh
    """
)

# Words that a group knows and that are also words of their own, so that a full stop
# after them, before a small letter, ends a sentence all the same ("I had to go in. then").
WORDS_OF_THEIR_OWN = words(
    """
    in no art am ill la ark ore miss mass wash sat sun mar fig par app lot cap tab rehab meds info docs
    vet vets doc prep lab math grad man id pop ex tech sec
    """
)

ABBREVIATIONS: dict[str, tuple[str, ...]] = {}
"""Every abbreviation with the names of its groups, in the order in which they are asked."""

for _name, _words in GROUPS.items():
    for _word in _words.split():
        if _name not in ABBREVIATIONS.get(_word, ()):
            ABBREVIATIONS[_word] = (*ABBREVIATIONS.get(_word, ()), _name)
