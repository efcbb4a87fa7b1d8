"""English abbreviations, by what can follow them.

Data only: which rule each group obeys stands in :mod:`~annotate_tui.corpus.rules`.
Words are in lower case and without their last full stop; a word may be in
several groups ("in." is an inch after a number and a word otherwise), and the
groups are asked in the order of ``GROUPS``.
"""

from __future__ import annotations

from annotate_tui.corpus.words import words

GROUPS: dict[str, str] = {
    # Something must still come, whatever it looks like: "e.g. Esketamine", "Roe v. Wade".
    "never": """
        e.g i.e eg ie vs v cf c.f viz a.k.a f.k.a n.k.a d.b.a ca approx appr apprx esp i.a scil
    """,
    # A label at the beginning of its sentence: "P.S. It is legal.", "N.B. Doses differ."
    "label": """
        n.b p.s p.p.s ps pps nb
    """,
    # A book of the Bible, before chapter and verse: "Matt. 5:3".
    "scripture": """
        gen exod ex lev num deut josh judg sam kgs chron neh esth ps pss prov eccl isa jer lam ezek dan
        hos mic nah hab zeph hag zech mal matt mk lk jn rom cor gal eph phil col thess tim tit philem heb
        jas pet rev
    """,
    # A house number or a capital stands before it: "12 Elm St.", "5th Ave.".
    "street": """
        st ave av blvd boul rd ln hwy fwy pkwy pky ct crt pl sq ter terr tce cir circ plz tpk tpke dr expy
        expwy cres xing byp trl aly cv hts hgts jct gdns grn grv
    """,
    # The name of a saint or a place follows: "St. John's wort", "Mt. Sinai", "Ft. Worth", "Pto. Rico".
    "place": """
        st ste sta sto mt mts mtn mtns ft pt pto pta isl isls lk riv crk bch hbr vly spgs pk cnty twp
        penin
    """,
    # After a number: "5 ft. 9 in. tall", "over 40 min. in a room", "35 mg. That".
    "measure": """
        in ft yd yds mi oz lb lbs gal gals pt qt qts min mins hr hrs h sec secs s yr yrs y mo mos mth mths
        wk wks d mg mgs mcg µg μg ug ng pg g gm gms gr kg kgs l lt ltr ltrs dl ml mls cc ccs cl cm cms mm
        mms km kms m nm µm mtr mtrs mph kph kmh kcal kcals cal cals kj iu ius i.u mu meq mmol µmol nmol
        mmhg hg kpa psi tsp tsps tbsp tbsps tbs tblsp pct deg c f tab tabs cap caps gtt gtts amp amps vol
        vols bpm rpm hz khz mhz ghz gb mb kb tb sq cu ac ha doz dz pkg pkgs pkt pkts pc pcs ea btl btls ct
        cts mil mill mils bil bn mln bln thou cwt kw kwh mw v ma mv db ppm ppb mgy gy msv cent
    """,
    # A name follows: "Dr. Alvarez", "Sen. Wu", "Lt. Gov. Pratt", "Sra. Gil".
    "title": """
        attn dr drs dra mr mrs ms mx prof profs rev revs revd sen sens gov govs gen gens sgt sgts ssgt
        tsgt msgt capt capts cpt lt lts ltjg col cols cmdr cdr comdr comm cdt cmdt comdt adm adms cpl cpls
        pvt pte spc pfc maj majs brig bvt ens hon fr rep reps pres supt supts insp det dets const dir
        messrs mme mmes mlle mlles mssrs sr sra srta sres snr snra sig.ra hr frl br bro dcn deac bp abp
        archbp msgr mons ven evang pst asst assoc ald aldm amb atty attys ambass cllr cncl councilm del
        dep ofc ofcr rt rtd sec secy treas magis hd prin supv dott ing arq lic mtro sir mgr mgrs mdme dna
        dña gy archdn chmn coord vchmn sgtmaj bgen mgen lgen radm vadm mtre assemb ldr sq flt wg sqn gp
    """,
    # A first name cut short, before a surname or an initial: "Wm. S. Burroughs", "Chas. Baudelaire".
    "first_name": """
        abr abrm albt alexr alf alfd andw andr anth anty archd arth aug benj bern cathr chas chr christr
        clem danl edm edmd edw edwd elis eliz elizth em eph ern eug ezek ferd fredk gab gabr geo geof gilb
        godf hen heny herbt herm humph ign isab jas jasp jer jerem jno jonath jos lanc laur lawr leond lud
        magd margt matth matw maxm mich michl nath nathl nich nichs nicol oliv patk patr phil phin prisc
        raph reg regd reub rich richd robt rowl saml seb sebast sim solom steph thad theod theoph thom
        thos tob vinc waltr wilf wilh willm winif wm xav zach hy mdlle archb jona
    """,
    # A first name that is as often whole: "Fred. Douglass escaped", "Gen. Sam. Houston", "Ed. G. Lee".
    "nickname": """
        abe al alex andy ben bert bob bill chas chris dan dave dick don ed ern fran fred gene gil greg
        hank herb jack jake jeff jim joe jos josh kath ken leo leon lew mart matt max mel mike milt nat
        ned nick pat pete phil ralph ray rich rob ron sal sam sid stan steph sue ted theo tim tom tony val
        walt wes will
    """,
    # A number, a letter or another label follows: "Kit No. 4", "Fig. 2", "vit. D", "Suppl. Fig. 1", "wk. 8".
    "numbered": """
        no nos nr nrs n° nº № num nums fig figs eq eqs eqn eqns tab tabs tbl tbls vol vols p pp pg pgs sec
        secs sect sects subsec subsecs subsect ch chs chap chaps cap art arts rm rms flr fl apt apts bldg
        bldgs ste ext exts vit cl cls para paras par pars subpar subpara ref refs ver vers app appx appxs
        ex exs exh exhs exp expt expts ill illus pl pls pt pts ser suppl suppls supp supps addn iss ep eps
        ses sess sn ed edn edns eds lot bk bks bd l ll nn sch sched scheds schd § §§ n c d b cir pat obs
        op q qs ques v vv abs abstr amend amendt amdt col cols cor def defs defn defns df div divs dwg
        dwgs encl encls enc fasc fascs fol fols fo frag gr grp grps hyp inv invs lem lvl lvls mod mods ms
        mss ob ord ph phs pos prob probs prop props prov rec recs reg regs rel res rte rtes hwy rt sc scen
        seg segs seq sh sht spec stg std subd subdiv subch subcl stn t tit thm trans tr u wk wks wds yr
        yrs mo mos qtr qtrs sem gest hr hrs bx acct accts tel phn lic cert certs dkt cat cit chan freq ht
        wt temp temps resp puls hgt elev alt diam dia avg est ca circ approx tot qty amt bal pd jct ps bn
    """,
    "month": """
        jan feb febr mar apr apl jun jul aug sep sept oct nov dec
    """,
    "day": """
        mon tue tues wed weds thu thur thurs fri sat sats sun suns mons
    """,
    # "6 p.m. Patients may drink" ends, "At 5 a.m. Mr. Smith went" does not.
    "clock": """
        a.m p.m
    """,
    # "Acme, Inc. makes it" goes on, "bought by NeuroMed Corp. The price" ends.
    "firm": """
        inc corp corps ltd co cos bros llc llp plc pllc pty pte gmbh mfg mfrs incorp ltda cie hldgs assocs
        assn l.l.c l.l.p p.l.c p.l.l.c s.a n.v b.v s.p.a s.r.l k.k grp inds
    """,
    "generation": """
        jr jun jnr sr snr sen esq esqr
    """,
    "degree": """
        ph.d m.d d.o r.n n.p p.a b.a b.s b.sc m.a m.s m.sc m.b.a m.p.h m.s.w m.ed b.ed l.c.s.w l.i.c.s.w
        l.m.f.t l.p.c l.m.h.c psy.d pharm.d ed.d j.d d.d.s d.m.d d.v.m d.n.p d.phil m.phil r.d r.d.n r.ph
        f.a.c.p a.p.r.n c.r.n.a c.n.m l.p.n ll.b ll.m m.b.b.s b.s.n m.s.n d.p.m o.d sc.d d.sc dr.p.h dr.ph
        a.a.s a.b a.s b.f.a m.f.a m.f.t m.h.a m.h.s m.l.s m.p.a m.p.p m.div th.d th.m d.min s.t.m j.s.d
        s.j.d b.d.s m.d.s m.b ch.b b.ch m.ch m.b.ch.b b.m m.m b.m.s m.r.c.p f.r.c.p f.r.c.s f.r.s f.a.c.s
        f.a.a.p f.a.c.c f.a.p.a f.a.c.o.g f.a.a.f.p f.a.c.e.p d.n.sc d.p.t p.t o.t o.t.r o.t.d r.r.t c.p.a
        c.f.a c.s.w l.c.p.c l.m.h.p l.s.w l.m.s.w l.c.a.d.c c.a.d.c c.r.c n.c.c f.n.p a.n.p p.n.p c.n.s
        c.n.a c.m.a e.m.t l.ac n.d n.m.d d.o.m d.h.sc ed.s psy.s ed.m m.a.t m.mus b.mus m.eng b.eng b.tech
        m.com b.com b.arch m.arch b.pharm m.pharm dipl.ing dr.med d.med l.v.n r.n.p b.c.b.a
    """,
    # Countries, states and institutions with stops: "in the U.S. In the U.K.", "the U.S. Food and Drug …".
    "dotted_name": """
        u.s u.s.a u.k e.u u.n u.a.e u.s.s.r d.c n.y n.y.c l.a n.j n.c s.c n.h n.m n.d s.d r.i b.c n.z w.va
        s.f p.r v.i n.s n.b p.e.i n.w.t n.s.w n.i f.d.a n.i.h c.d.c d.e.a e.p.a w.h.o a.p.a a.m.a n.h.s
        n.b.a n.f.l f.b.i c.i.a i.r.s u.s.c c.f.r p.t.s.d a.d.h.d o.c.d t.m.s e.c.t c.b.t d.b.t d.n.a
        r.n.a h.i.v a.i.d.s m.r.i e.k.g e.c.g e.e.g i.q t.v a.a n.a e.r o.r i.c.u n.i.c.u d.m.t l.s.d
        t.h.c c.b.d n.m.d.a h.m.o p.p.o i.d a.i r.i.p d.i.y f.a.q a.s.a.p b.c.e c.e a.d u.s.p h.q n.w s.w
        n.e s.e v.a v.i.p r.s.v.p p.o.w s.o.s o.t.c m.s.g s.s.r.i g.p c.p.r r.e.m p.o.v o.b g.y.n s.t.d
        s.t.i u.t.i p.e t.b c.v h.r q.c r.d l.l.c i.p c.e.o c.f.o c.o.o p.h w.c
    """,
    # States and provinces, after a place or before the rest of a name: "Mass. General", "Penn. State".
    "state": """
        ala ariz ark cal calif colo conn dak del fla ga haw ida ill ind ia kan kans ky la mass md mex mich
        minn miss mo mont neb nebr nev okla ore oreg pa penn penna tenn tex va virg vt wash wis wisc wyo
        ont que man sask alta nfld austral ca phila balt bklyn ire northants wilts hants yorks lancs beds
        cambs derbys glos gloucs herts leics lincs notts oxon salop staffs shrops warks worcs middx
        northumb
    """,
    # How often and which way a drug is given: "0.5 mg/kg i.v. over 40 min.", "lozenges t.i.d. with food".
    "dosing": """
        i.v i.m s.c s.q s.l i.n i.d i.p i.t i.o p.o p.r p.v p.r.n b.i.d t.i.d q.i.d q.d q.h q.o.d q.hs h.s
        n.p.o o.d o.s o.u a.c a.d q.a.m q.p.m q.n q.s u.d subq prn bid tid qid qd qod qhs q.h.s
    """,
    # "etc." and "et al." end a sentence before a capital, and go on before anything else.
    "list_end": """
        etc al seq ibid id cit ff ux
    """,
    # Clipped adjectives and adverbs, which hardly ever end a sentence: "govt. ID", "the orig. price".
    "modifier": """
        addl add'l addtl adj agric amer anc anon appd avg bact bilat civ colloq combd coml comml congen
        contd corr decr diag econ elec elect electr elem emer emerg equiv est exc excl exptl extl fem freq
        func fwd gastr geog geol govt gov't hered hist horiz immun incl incr indep indiv indust inpt
        intermed intl int'l irreg lge lrg max maxim maxm mech mfd min minim misc mktg mgmt mun muni natl
        nat'l neurol norm nucl nutr obs occ occas opt optl orig ortho outpt perf perm pers pharm phys poss
        prelim presc prev prim priv prob prof prox publ pvt recip recom recomd recomm recommd reqd sep std
        struct subcut subj subst suff suppl supp surg symp synth tert therap topl tot trad undergrad
        unident unilat univ unk unkn unpubl unspec usu util vert vocat wkly yrly mthly ult trans pediatr
        postdoc predoc gastroint feat
    """,
    # Parts of the names of journals and institutions, before a capital: "Am. J. Psychiatry", "Univ. Press".
    "name_part": """
        acad acta addict adv alc am amer ann annu anal anat anesth appl arq assn assoc aust behav biochem
        biol biomed biophys bot br brit cardiol chem chin clin cogn commun comp comput conn crit ctr cntr
        centr counc dent dept depts dermatol dev diabet econ ecol ed educ endocr endocrinol engl eng
        environ epidemiol ethnopharmacol eur evol exp exper fac faseb fedn fnd fdn gastroenterol genet
        geol geriatr gerontol gynecol gynaecol haematol hematol hepatol hlth hosp immunol indust infect
        inst instn intens intern intl isr ital jpn laryngol lett libr med mem'l meml metab methodol
        microbiol mol monit nat natl nephrol neth neurobiol neurochem neurol neuropsychiatr
        neuropsychopharmacol neurosci neurosurg nucl nurs nutr obstet occup oncol ophthalmol orthop
        otolaryngol parasitol pathol paediatr pharm pharmacol pharmacother philos phys physiol physiother
        phytother polit prev procd psychiatr psychol psychopharm psychopharmacol psychosom psychother publ
        radiol rehab rehabil rep repts reprod res resp respir rheumatol scand sch schizophr serv sociol
        stud subst suppl surg symp syst technol ther thorac toxicol trans transpl transplant trop tr univ
        urol vet virol zool coll gen soc sci int proc fed found arch hist bull phil conf theor div math
        stat prog organ regl occ oxf camb pr vis regt bn sta utd bks bk app cir gebr hldg hldgs sup ct pac
        atl bapt presb luth episc cem wks
    """,
    # Clipped words, before a small letter or an acronym: "the dept. of health", "her temp. was".
    "clipped": """
        abbr abbrev abd abs abstr acad acc acct accts addn adm admin admins adv agcy agt agts alc alk alt
        amb amt amts anes anesth ann appl appt appts apt apts assgn assn assns assoc assocs asst assts
        assy attn attrib auth avail ave bal behav bgt bibl bio biochem biog biol bkfst bkgd bldg bldgs
        blvd btw calc cap caps carb carbs cardiol cert certs cf chem chg chgs chk chol chr chron circ cit
        clin cmte cmt cmts coeff cog cogn col coll comm commn comp compar compd compl complic conc concl
        cond conf congr const contam contr contraind contrib coord corp corresp cpd crim crit ctr cts curr
        decl def defib defic deg del dep depr dept depts derm descr det dev diab diagn diam dict diff dir
        discip discr dist distr div doc dup ed educ eds eff effic elev encl env envir epid epidem eqpt
        equip estim etiol etym eval evals exec exp expend expir expt ext extr facil fam freq genl geri
        gloss gr grad grads gyn handbk hdqrs hemat hist hon hosp hosps hq hrly hx hyg hypert hypoth id
        ident illustr immed immunol impl impr incid indic inflam info inform inh init inj inpts ins insp
        inst instit instr insur interf interm interp interv intox introd inv invest invol jour kilo lab
        lang lat legis lib lic lit loc lymph mag maint malt man mand manuf masc math meas med meds mem
        memb mfg mfr mfrs mgr mgrs mins mkt mod modif monit mtg mtgs musc narr neg nos num nurs obj oblig
        observ obst oncol oper ophth ord org orgs orth otol oz par path pathol peds penic periph pharmac
        phr physiol pkg pkgs pl pmt pmts pneum polit pop popn posn ppl ppt pract pred pref preg pregn prep
        prepn preps pres presn prin princ prob proc procd proced prod progn progr pron prop propr prot
        protoc prov provis psych psychiat psychol psychother pt pts pub pubs pulm purch qty qtr qual quant
        rad radiol rcpt rcvd react rec recd recog recogn recs ref refs refrig reg regd rehab reimb rel
        relig repl repr reps req reqs res resid resp respir ret retd rev rheum rm rms rpt rpts rte rx sal
        sat sched scheds sci sec sect secy sens seps seq serv sess shipt soc sociol sol soln sp spec
        specif spp sq ssp stat statist stats std stds stim strep strat subs subsp subst subsid suff sugg
        summ superv supers supplem supt surv susp svc svcs symp sympt syn synd syst tab tabs tech techn
        tel temp temps therm thous tinct tol tox transf transl transp treas typ univ unsat upd urol usu
        vac vacc vacs vag val var varic vasc vet vets vitam viz voc vol vols vs wkend wkends wkly wks wt
        wts xfer yr yrs yrly estab deliv fem tot cont msg opp prec neut bdrm bdrms bthrm commens precip
        disch creat ords ctns ctn disp addr addrs chmn dtd pls sqft arr orch subling intranas cardio
        gastro endo neuro ortho uro consult perio fluor affin
    """,
}

# Of the words that a number follows, those that are no word of their own: they go on
# before a small letter and before most capitals too.
NUMBERED_ONLY = words(
    """
    nos nr nrs n° nº № figs eqs eqn eqns vol vols pp pg pgs sect sects subsec subsecs subsect chap chaps
    rms apt apts bldg bldgs vit paras appx appxs exh exhs expt expts sched scheds suppl suppls supp supps
    fasc fascs defn defns amendt amdt cor subd subdiv subch subcl lvl lvls tbl tbls dwg dwgs encl encls
    qtr qtrs
    """
)

# What a number or letter follows in full, after "Suppl.", "Ext." and the like: "Suppl. Table 2".
NUMBERED_NOUNS = words(
    """
    fig figs figure figures table tables tab tabs tbl box boxes note notes appendix app data dataset
    datasets file files material materials info information text movie movies video videos method methods
    ref refs references eq eqs equation equations section sections sec sect chapter ch chap vol volume no
    nos number numbers part pt scheme chart charts panel exhibit ex art article para paragraph item step
    line col row page pages p pp sched schedule annex supp suppl
    """
)

# Words of the lists that are also words of their own.  A full stop after them ends a sentence
# before "12 of 20 patients", and in text that does without capitals before a small letter.
ALSO_WORDS = words(
    """
    in no art am ill la ark ore miss mass wash sat sun mar fig par app lot cap caps tab tabs rehab meds
    info doc docs vet vets prep lab math grad man id pop ex tech sec ref refs exec mod lib mag pub pubs
    prop props gal gals mil mill mills thou amp amps op ops ed add bull rec recs reg rep reps res spec con
    del dis temp temps med pit est bal bot bar cat conn cor gen lat pal pat pos sol tot trans trim val ser
    sen sep sup conf cont comp min max mins secs arch chin fed found gene herb infect inform intern addict
    lit lymph malt organ opt path pet pars ray react rich strep transplant will mal anal feat cardio
    gastro endo neuro ortho uro consult cent sq gp var def sin serv sens bib kilo perm ward
    """
)

# Of these, the ones that end a sentence before a small letter in any text ("I had to go in. then").
ENDS_ANYWAY = words(
    """
    in no am ill la ark ore miss mass wash sat sun mar art app lot tab tabs rehab meds vet vets id man gal
    gals mill mills amp amps op ops pub pubs docs props inform react malt cap caps
    """
)

# Abbreviations that are usual in capitals too ("DR. Lee", "VOL. 2"); other words in capitals are acronyms.
LOUD = words(
    """
    figs vols exp lot dr mr mrs ms st mt ft no nos vol fig vs prof hon rev ca pvt ltd inc corp co bros
    dept govt
    """
)

# Titles that in small letters are other words.
TITLES_AND_WORDS = words(
    """
    sq flt gp wg rep reps fr col cols gen gens del sir sec secs dep rt ens dir det dets sr br bro comm
    const hon adm ven insp spc supt amb dom pres lt prin ald lic arq ing hr snr sra hd
    """
)

ABBREVIATIONS: dict[str, tuple[str, ...]] = {}
"""Every abbreviation with the names of its groups, in the order in which they are asked."""

for _name, _words in GROUPS.items():
    for _word in _words.split():
        if _name not in ABBREVIATIONS.get(_word, ()):
            ABBREVIATIONS[_word] = (*ABBREVIATIONS.get(_word, ()), _name)
